// Prints argocd/semantics/vectors/semver.json: what Masterminds/semver, with which Argo CD resolves ranges, says.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand"
	"strings"

	"github.com/Masterminds/semver/v3"
)

var pool = strings.Fields(`1.0.0 v1.0.0 1 1.2 v1.2 1.2.3 1.2.4 1.3.0 2.0.0 2.1.0 0.0.0 0.0.3 0.0.4 0.1.0 0.2.3 0.2.9 0.3.0 10.0.0
1.2.3-alpha 1.2.3-alpha.1 1.2.3-alpha.beta 1.2.3-beta.2 1.2.3-beta.11 1.2.3-rc1 2.0.0-rc.1 0.0.0-dev 1.2.3+build 1.2.3-a+b 1.2.3-2 1.2.3-10 3.0.0-0
01.2.3 1.02.3 1.2.3.4 a release-1.0 18446744073709551615.0.0 1.2.3-a..b latest 2024.01.15 1.2.3-x.7 1.2.3-0a`)

var hand = []string{"", "*", "x", "X", "1.x", "1.*", "1.2.x", "1.X.X", "v1.x", ">=1", ">1", ">1.2", ">1.2.3", "<1", "<=1", "<=1.2", "<=1.2.3", "=1.2.3", "!=1", "!=1.2", "!=1.2.3", "!=1.2.3-alpha", "~1", "~1.2", "~1.2.3", "~>1.2", "~0", "~0.0.0", "^1", "^1.2", "^1.2.3", "^0", "^0.0", "^0.2", "^0.2.3", "^0.0.3", ">=1.0.0 <2.0.0", ">=1.0.0, <2.0.0", ">= 1.2, < 1.3 || 2.x", "1 - 2", "1.2.3 - 1.3.0", "1.2 - 2.0.0-rc.1", ">=1.0.0-0", ">=0.0.0-0", "~1.2.3-alpha", "^1.2.3-beta.2", "1.2.3-alpha", "=>1.0", "=<1.0", "HEAD", "main", "1.2.3 || ", "|| 1", "1 2", "1,2", ">=1.0.0,<2", " 1.x ", "1.x.x-rc", "*-0", ">*", "<*", "!=*", "^*", "~*", "1.2.3.4", "v", "1.", ".1", "1.|", "||", "1-rc", "1.2-rc", ">1-rc", "^1-0", "1.x-0"}

type verdict struct {
	C string `json:"c"`
	E bool   `json:"e,omitempty"`
	M string `json:"m,omitempty"`
}

func main() {
	dice := rand.New(rand.NewSource(13))
	ops := []string{"", "=", "!=", ">", "<", ">=", "=>", "<=", "=<", "~", "~>", "^"}
	seps := []string{" ", ", ", ",", " || ", "||", " - ", "  "}
	parts := []string{"0", "1", "2", "3", "x", "X", "*", "10"}
	pres := []string{"", "", "", "-0", "-alpha", "-beta.2", "-rc1", "+b"}
	one := func() string {
		text := ops[dice.Intn(len(ops))]
		if dice.Intn(4) == 0 {
			text += " "
		}
		if dice.Intn(6) == 0 {
			text += "v"
		}
		for n := dice.Intn(3); n >= 0; n-- {
			text += parts[dice.Intn(len(parts))]
			if n > 0 {
				text += "."
			}
		}
		return text + pres[dice.Intn(len(pres))]
	}
	texts := hand
	for len(texts) < 1500 {
		text := one()
		for n := dice.Intn(3); n > 0; n-- {
			text += seps[dice.Intn(len(seps))] + one()
		}
		texts = append(texts, text)
	}
	var versions []*semver.Version
	invalid, broken := []string{}, []string{}
	for _, text := range append(pool, "1.2.3-01", "18446744073709551616.0.0", "1.2.3-alpha.007") {
		version, err := semver.NewVersion(text)
		switch {
		case err == nil:
			versions = append(versions, version)
		case errors.Is(err, semver.ErrInvalidSemVer):
			invalid = append(invalid, text)
		default:
			broken = append(broken, text)
		}
	}
	names := []string{}
	order := []string{}
	for _, a := range versions {
		names = append(names, a.Original())
		row := ""
		for _, b := range versions {
			row += string("<=>"[a.Compare(b)+1])
		}
		order = append(order, row)
	}
	verdicts := []string{}
	for _, text := range texts {
		found := verdict{C: text}
		constraint, err := semver.NewConstraint(text)
		if err != nil {
			found.E = true
		} else {
			for _, version := range versions {
				found.M += map[bool]string{true: "1", false: "0"}[constraint.Check(version)]
			}
		}
		line, _ := json.Marshal(found)
		verdicts = append(verdicts, string(line))
	}
	put := func(value any) string { text, _ := json.Marshal(value); return string(text) }
	fmt.Printf("{\n\"versions\": %s,\n\"invalid\": %s,\n\"broken\": %s,\n\"order\": %s,\n\"constraints\": [\n%s\n]\n}\n", put(names), put(invalid), put(broken), put(order), strings.Join(verdicts, ",\n"))
}
