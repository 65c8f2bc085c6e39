# Reads one configuration file of containerd and prints what it says about registries, one fact a line, tab-separated:
#
#   version      2
#   imports      /etc/containerd/conf.d/*.toml
#   section      old | new                        it has a section of the plugin that owns the registry settings
#   config_path  old | new   /etc/containerd/certs.d
#   mirror       old | new   docker.io            an entry below registry.mirrors
#   tls          old | new   registry.example     a tls table below registry.configs
#   unreadable   the text at which reading stopped
#
# old: io.containerd.grpc.v1.cri (`cri` in version 1); new: io.containerd.cri.v1.images (version 3 and later).
# It reads all of TOML's syntax that can occur there: dotted and quoted keys, inline tables, arrays over several lines,
# the four kinds of strings. Only portable awk, for busybox.

#
# `text` holds no more than the line that is read: taking a word off the front copies what is behind it, so that with the
# whole file in it a large file would take a minute.

BEGIN {
  SEP = "\002"
  LONGEST = 65536 # characters of a line: nobody writes one, and the time for it grows with its square
  plugin["plugins" SEP "cri"] = "old"
  plugin["plugins" SEP "io.containerd.grpc.v1.cri"] = "old"
  plugin["plugins" SEP "io.containerd.cri.v1.images"] = "new"
}

{ file[NR] = $0 }

END {
  table = ""
  while (space(1) && text != "") {
    if (take("^\\[\\[?")) {
      table = keys("")
      if (!take("^[ \t]*\\]\\]?")) fail()
      fact(table, "")
    } else {
      assignment(table)
    }
  }
}

# Reads the next line; 0 at the end of the file.
function more() {
  if (read == NR) return 0
  text = text file[++read] "\n"
  delete file[read]
  if (length(text) > LONGEST) fail()
  return 1
}

# Takes what the pattern matches off the front of the text, into `token`.
function take(pattern) {
  if (!match(text, pattern)) return 0
  token = substr(text, 1, RLENGTH)
  text = substr(text, RLENGTH + 1)
  return 1
}

function space(lines) {
  if (!lines) take("^[ \t]+")
  else while (take("^[ \t\r\n]+") || take("^#[^\n]*") || (text == "" && more())) continue
  return 1
}

function fail() {
  take("^[^\n]*")
  print "unreadable\t" token
  exit
}

function keys(path, part) {
  do {
    space(0)
    if (take("^\"([^\"\\\\\n]|\\\\.)*\"") || take("^'[^'\n]*'")) part = substr(token, 2, length(token) - 2)
    else if (take("^[A-Za-z0-9_-]+")) part = token
    else fail()
    path = path == "" ? part : path SEP part
    space(0)
  } while (take("^\\."))
  return path
}

function assignment(path) {
  path = keys(path)
  if (!take("^=")) fail()
  space(0)
  value(path)
}

function value(path) {
  if (take("^\"\"\"")) { rest("\"\"\""); fact(path, token) }
  else if (take("^'''")) { rest("'''"); fact(path, token) }
  else if (take("^\"([^\"\\\\\n]|\\\\.)*\"") || take("^'[^'\n]*'")) fact(path, substr(token, 2, length(token) - 2))
  else if (take("^\\[")) {
    while (space(1) && !take("^\\]")) {
      value(path)
      space(1)
      take("^,")
    }
  } else if (take("^\\{")) {
    fact(path, "")
    while (space(1) && !take("^\\}")) {
      assignment(path)
      space(1)
      take("^,")
    }
  } else if (take("^[^][{},#\r\n]+")) {
    sub(/[ \t]+$/, "", token)
    fact(path, token)
  } else fail()
}

# The rest of a string over several lines, into `token`: as much of it as a setting can have.
function rest(quotes, end, found) {
  found = ""
  while (!(end = index(text, quotes))) {
    if (length(found) < 4096) found = found text
    text = ""
    if (!more()) fail()
  }
  token = found substr(text, 1, end - 1)
  text = substr(text, end + 3)
}

function fact(path, setting, part, count, which) {
  if (path == "version" || path == "imports") {
    print path "\t" setting
    return
  }
  count = split(path, part, SEP)
  which = plugin[part[1] SEP part[2]]
  if (count < 2 || which == "") return
  if (!(which in sections)) print "section\t" which
  sections[which] = 1
  if (part[3] != "registry") return
  if (count == 4 && part[4] == "config_path") print "config_path\t" which "\t" setting
  if (count >= 5 && part[4] == "mirrors") once("mirror\t" which "\t" part[5])
  if (count >= 6 && part[4] == "configs" && part[6] == "tls") once("tls\t" which "\t" part[5])
}

function once(line) {
  if (!(line in said)) print line
  said[line] = 1
}
