/**
 * The part of the script that is the same for every platform. `printf`, `read` and `[` are built into the shell, so what they are
 * given is no argument of a program; other programs get a value on their standard input only.
 */
export const SECRETS_SCRIPT_FUNCTIONS = `# Makes the Secrets that PLATFORM.md lists, where they are missing, in the cluster of kubectl's context. What is there stays as it
# is. It prints no value, and can be run again. Exit code: 0 all are there, 1 some are not, 2 the cluster could not be asked.
set +x +a -u
LC_ALL=C
export LC_ALL
gw_made=0 gw_there=0 gw_failed=''

say() { printf '%s\\n' "$*" >&2; }

# Ends the Secret that is being made, not the script.
refuse() {
  say "$gw_what: $*; it was not made"
  exit 1
}

stop() {
  say "$*"
  exit 2
}

need() {
  command -v "$1" >/dev/null || case $1 in
  htpasswd) refuse 'htpasswd is not installed: apache2-utils (Debian) or httpd-tools (Fedora) has it' ;;
  *) refuse "$1 is not installed" ;;
  esac
}

# missing KIND NAMESPACE NAME KEY…: whether it has to be made
missing() {
  gw_kind=$1 gw_namespace=$2 gw_name=$3 gw_what="$2/$3" gw_lacks='' gw_data=''
  shift 3
  gw_found=$(kubectl -n "$gw_namespace" get "$gw_kind" "$gw_name" --ignore-not-found -o name </dev/null) ||
    stop "kubectl could not ask for $gw_what"
  [ -n "$gw_found" ] || return 0
  gw_keys=$(kubectl -n "$gw_namespace" get "$gw_kind" "$gw_name" -o go-template='{{range $key, $value := .data}}{{if $value}}{{$key}}{{"\\n"}}{{end}}{{end}}{{range $key, $value := .binaryData}}{{$key}}{{"\\n"}}{{end}}' </dev/null) ||
    stop "kubectl could not ask for $gw_what"
  for gw_key in "$@"; do
    printf '%s\\n' "$gw_keys" | grep -qxF -e "$gw_key" || gw_lacks="$gw_lacks $gw_key"
  done
  if [ -n "$gw_lacks" ]; then
    say "$gw_what: is there, and was left as it is, but lacks$gw_lacks: add that, or delete it and run this again"
    gw_failed="$gw_failed $gw_what"
  else
    say "$gw_what: is there"
    gw_there=$((gw_there + 1))
  fi
  return 1
}

by_hand() {
  say "$gw_what: is not there, and only you know its keys: make it as the documentation of the chart says"
  gw_failed="$gw_failed $gw_what"
}

# What is typed is not shown.
ask() {
  printf '%s, key %s\\n  %s\\n  value (not shown; empty: from a file): ' "$gw_what" "$1" "$2" >&2
  gw_value=''
  if [ -t 0 ]; then
    gw_terminal=$(stty -g)
    trap 'stty "$gw_terminal"; exit 130' INT TERM HUP
    stty -echo
    IFS= read -r gw_value
    stty "$gw_terminal"
    trap - INT TERM HUP
    say ''
  else
    IFS= read -r gw_value
  fi
  [ -n "$gw_value" ] || read_file
}

ask_file() {
  printf '%s, key %s\\n  %s\\n' "$gw_what" "$1" "$2" >&2
  read_file
}

# A text of lines ends in a line end, which neither an answer nor the output of a command has kept.
end_line() {
  gw_value="$gw_value
"
}

# The last line end is dropped: an editor has put it there. No answer is repeated, because it may be the value.
read_file() {
  printf '  file: ' >&2
  gw_file=''
  IFS= read -r gw_file
  [ -n "$gw_file" ] || refuse 'nothing was answered'
  [ -f "$gw_file" ] && [ -r "$gw_file" ] || refuse 'there is no file of that name that can be read'
  tr -d '\\000' <"$gw_file" | cmp -s - "$gw_file" || refuse 'the file is no text'
  gw_value=$(cat <"$gw_file")
  [ -n "$gw_value" ] || refuse 'the file is empty'
}

# read_secret NAMESPACE NAME KEY
read_secret() {
  gw_value=$(kubectl -n "$1" get secret "$2" -o go-template="{{index .data \\"$3\\" | base64decode}}" </dev/null) ||
    refuse "$1/$2 has to be there first"
  [ -n "$gw_value" ] || refuse "key $3 of $1/$2 is empty"
}

# check KEY FORMAT FEWEST MOST
check() {
  [ -n "$gw_value" ] || refuse "key $1 would be empty"
  [ "\${#gw_value}" -ge "$3" ] || refuse "key $1 has less than $3 characters"
  [ "$4" -eq 0 ] || [ "\${#gw_value}" -le "$4" ] || refuse "key $1 has more than $4 characters"
  case $2 in
  alphanumeric) case $gw_value in *[!A-Za-z0-9]*) refuse "key $1 has other characters than letters and digits" ;; esac ;;
  harbor-robot-secret)
    case $gw_value in *[A-Z]*) ;; *) refuse "key $1 has no upper-case letter" ;; esac
    case $gw_value in *[a-z]*) ;; *) refuse "key $1 has no lower-case letter" ;; esac
    case $gw_value in *[0-9]*) ;; *) refuse "key $1 has no digit" ;; esac
    ;;
  htpasswd) case $gw_value in ?*:\\$2*) ;; *) refuse "key $1 is not a line user:bcrypt-hash" ;; esac ;;
  pem) case $gw_value in *'-----BEGIN '*'-----END '*) ;; *) refuse "key $1 is not PEM" ;; esac ;;
  dockerconfigjson) case $gw_value in *'{'*'"auths"'*) ;; *) refuse "key $1 is not a config.json of Docker" ;; esac ;;
  esac
}

# add KEY: gw_value to what is made
add() {
  gw_encoded=$(printf '%s' "$gw_value" | base64 | tr -d '\\n')
  [ -n "$gw_encoded" ] || refuse "key $1 could not be encoded"
  gw_data="$gw_data\${gw_data:+,}$1:\\"$gw_encoded\\""
}

make_namespace() {
  [ -n "$(kubectl get namespace "$gw_namespace" --ignore-not-found -o name </dev/null)" ] ||
    kubectl create namespace "$gw_namespace" >/dev/null || refuse "there is no namespace $gw_namespace"
}

create() {
  make_namespace
  printf '%s%s}}' "$1" "$gw_data" | kubectl create -f - >/dev/null || refuse 'kubectl could not make it'
  say "$gw_what: made"
}

create_config_map() {
  make_namespace
  kubectl -n "$gw_namespace" create configmap "$gw_name" "$@" >/dev/null </dev/null || refuse 'kubectl could not make it'
  say "$gw_what: made"
}

count() {
  if [ "$1" -eq 0 ]; then gw_made=$((gw_made + 1)); else gw_failed="$gw_failed $gw_what"; fi
}

finish() {
  say "made: $gw_made, there already: $gw_there"
  [ -z "$gw_failed" ] || { say "still to do:$gw_failed"; exit 1; }
}

command -v kubectl >/dev/null || stop 'kubectl is not installed'
say "cluster: $(kubectl config current-context 2>/dev/null </dev/null || echo 'of the default configuration')"`;
