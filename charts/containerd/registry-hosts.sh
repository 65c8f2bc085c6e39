#!/bin/sh
# Keeps each declared registry's hosts.toml on this node as it is declared. POSIX sh; runs in busybox.
#
#   registry-hosts.sh run     now, and again every INTERVAL seconds, until SIGTERM
#   registry-hosts.sh once    now; exits 0 if all is well and 1 if something is in the way
#   registry-hosts.sh ready   the readiness probe: tells what the last pass found in the way
#
# containerd reads hosts.toml at every pull, so that nothing has to be told to it and it is never restarted. Its
# config.toml is read here, and never written.
#
# A directory that this script makes carries a marker with the owner's name. It comes into being and goes away by one
# rename, its files are replaced by one rename each, and nothing without the marker is ever changed: there is no moment
# at which a kill, a full disk or a second copy of this script leaves half of something.
set -u
umask 022
export LC_ALL=C

: "${SOURCE:=/etc/registry-hosts}"             # what to write: the list `registries`, a directory for each of them
: "${CERTS_D:=/node/certs.d}"                  # the node's certs.d
: "${CONFIG_DIR:=/node/containerd}"            # the node's directory of containerd's configuration, for reading
: "${NODE_CONFIG_DIR:=/etc/containerd}"        # its name on the node, for messages
: "${STATE:=/run/registry-hosts}"              # memory: what the last pass found
: "${OWNER:=registry-hosts/registry-hosts}"    # namespace and name of the DaemonSet
: "${INTERVAL:=30}"                            # seconds

HERE=${0%/*}
NODE_CERTS_D=$NODE_CONFIG_DIR/certs.d
MARKER=.registry-hosts
TAB=$(printf '\t')
NEWLINE='
'

log() { printf 'registry-hosts: %s\n' "$*"; }

# Notes something that keeps pulls from working as declared. All of it is told, not the first.
problem() { problems=$problems$1$NEWLINE; }

pass() {
  problems=
  see_certs_d
  if [ -r "$SOURCE/registries" ]; then
    declared=$NEWLINE
    while read -r name files || [ -n "$name" ]; do
      [ -n "$name" ] || continue
      declared=$declared$name$NEWLINE
      registry "$name" "$files"
    done <"$SOURCE/registries"
    remove_undeclared
    remove_leftovers
  else
    # Nothing is removed: an unreadable list is not an empty one.
    problem "$SOURCE/registries: cannot read the list of registries; nothing was changed"
  fi
  check_containerd
  report
}

# The mount shows the directory that was there when the container started. If it was removed or replaced on the node, a
# restart of the container brings the new one: the kubelet makes it if it has to.
see_certs_d() {
  [ "$CONFIG_DIR/certs.d" -ef "$CERTS_D" ] && return
  log "$NODE_CERTS_D was removed or replaced on the node: restarting to see the new one"
  exit 3
}

# One registry. $2: the files it needs from the cluster, each as path=where-it-lies.
registry() {
  case $1 in
    .* | */*)
      problem "$1: not the name of a registry; left out"
      return
      ;;
  esac
  directory=$CERTS_D/$1
  shown=$NODE_CERTS_D/$1
  wanted=$SOURCE/$1
  mode=644
  gather "$1" "$2" || return

  case $1 in
    *:*)
      # containerd looks for host_port_ before host:port and takes the first that exists, even if it is empty.
      shadow=${1%:*}_${1##*:}_
      if [ -e "$CERTS_D/$shadow" ] || [ -L "$CERTS_D/$shadow" ]; then
        problem "$NODE_CERTS_D/$shadow hides $shown from containerd, and was not made here: remove it, or move it away"
      fi
      ;;
  esac

  if owned "$directory"; then
    update "$2"
  elif [ ! -e "$directory" ] && [ ! -L "$directory" ]; then
    create "$2"
  elif [ ! -L "$directory" ] && rmdir "$directory" 2>/dev/null; then
    create "$2" # it was an empty directory
  elif ! same "$2"; then
    problem "$shown was not made here and says something else than is declared: it is left alone; remove it on the node, and it is made within $INTERVAL seconds"
  fi
}

# Sees to it that all files of a registry are there before the first of them is written.
gather() {
  missing=
  [ -s "$wanted/hosts.toml" ] || missing="$missing hosts.toml"
  for file in $2; do
    [ -s "$wanted/${file%%=*}" ] || missing="$missing ${file#*=}"
  done
  if [ -n "$missing" ]; then
    problem "$shown waits for:$missing (not in the cluster, or empty)"
    return 1
  fi
  case " $2" in
    *' headers/'*)
      mode=600 # it carries credentials
      render "$1" || return 1
      ;;
    *) toml=$wanted/hosts.toml ;;
  esac
}

# Puts the header values into hosts.toml, in memory. Only builtins see them: no value is ever an argument of a process.
render() {
  toml=$STATE/$1.toml
  rendered=
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      *'"@headers/'*'@"')
        file=${line##*'"@'}
        file=${file%'@"'}
        header_value "$wanted/$file" || {
          problem "$shown: the value of ${line%% *} ($file) is not one line of printable ASCII"
          return 1
        }
        line="${line%%'"@headers/'*}\"$escaped\""
        ;;
    esac
    rendered=$rendered$line$NEWLINE
  done <"$wanted/hosts.toml"
  (umask 077 && printf '%s' "$rendered" >"$toml") || {
    problem "$toml: cannot be written"
    return 1
  }
}

# Reads a header value into `escaped`, as the inside of a TOML string.
header_value() {
  more=
  { IFS= read -r value || :; IFS= read -r more || :; } <"$1"
  case $value$more in '' | *[![:print:]]*) return 1 ;; esac
  [ -z "$more" ] || return 1
  escaped=
  while :; do
    case $value in
      *[\"\\]*)
        plain=${value%%[\"\\]*}
        value=${value#"$plain"}
        escaped=$escaped$plain\\${value%"${value#?}"}
        value=${value#?}
        ;;
      *) break ;;
    esac
  done
  escaped=$escaped$value
}

# An empty marker is one whose content a power cut took.
owned() {
  [ ! -L "$1" ] && [ -f "$1/$MARKER" ] || return 1
  [ -s "$1/$MARKER" ] || return 0
  read -r owner <"$1/$MARKER" && [ "$owner" = "$OWNER" ]
} 2>/dev/null

same() {
  cmp -s "$toml" "$directory/hosts.toml" || return 1
  for file in $1; do
    case $file in ca*) cmp -s "$wanted/${file%%=*}" "$directory/${file%%=*}" || return 1 ;; esac
  done
}

# Runs a command that may fail and keeps what it says.
try() { said=$("$@" 2>&1) || return 1; }

create() {
  try mktemp -d "$CERTS_D/$MARKER.XXXXXX" || {
    problem "$shown cannot be made: $said"
    return
  }
  new=$said
  if put_all "$new" "$1" && try chmod 755 "$new" && try mv -T "$new" "$directory"; then
    log "made $shown"
    return
  fi
  failure=$said
  discard "$new"
  # A second copy of this script may have been quicker.
  owned "$directory" && same "$1" && return
  problem "$shown cannot be made: $failure"
}

put_all() {
  try write_marker "$1/$MARKER" || return 1
  for file in $2; do
    case $file in ca*) try copy "$wanted/${file%%=*}" "$1/${file%%=*}" 644 || return 1 ;; esac
  done
  try copy "$toml" "$1/hosts.toml" "$mode"
}

write_marker() { printf '%s\nThis directory is kept by the DaemonSet named above, as Git declares it.\n' "$OWNER" >"$1"; }
copy() { cat "$1" >"$2" && chmod "$3" "$2"; }

update() {
  [ -s "$directory/$MARKER" ] || try write_marker "$directory/$MARKER" || problem "$shown/$MARKER cannot be written: $said"
  # hosts.toml names the CA files: they come before it, and go after it.
  for file in $1; do
    case $file in ca*) put "$wanted/${file%%=*}" "${file%%=*}" 644 || return ;; esac
  done
  put "$toml" hosts.toml "$mode" || return
  for extra in "$directory"/ca*; do
    is_ca "${extra##*/}" && [ -e "$extra" ] || continue
    case " $1" in *" ${extra##*/}="*) continue ;; esac
    rm -f "$extra" && log "removed $shown/${extra##*/}: no longer declared"
  done
}

# Puts one file in place if it differs.
put() {
  cmp -s "$1" "$directory/$2" && return
  if [ -e "$directory/$2" ]; then why='it differed from what is declared'; else why='it was not there'; fi
  if try mktemp "$directory/$MARKER.XXXXXX"; then
    new=$said
    try copy "$1" "$new" "$3" && try mv -f -T "$new" "$directory/$2" && {
      log "wrote $shown/$2: $why"
      return
    }
    rm -f "$new"
    # A second copy of this script may have been quicker.
    cmp -s "$1" "$directory/$2" && return
  fi
  problem "$shown/$2 cannot be written: $said"
  return 1
}

remove_undeclared() {
  for directory in "$CERTS_D"/*; do
    owned "$directory" || continue
    name=${directory##*/}
    case $declared in *"$NEWLINE$name$NEWLINE"*) continue ;; esac
    shown=$NODE_CERTS_D/$name
    gone=
    if foreign_inside "$directory"; then
      # What somebody put there stays; without hosts.toml it means to containerd what it meant before.
      if remove_own "$directory"; then
        log "removed hosts.toml from $shown: no longer declared; the directory has other files and stays"
      else
        problem "$shown/hosts.toml cannot be removed, and is no longer declared"
      fi
    elif try mktemp -d "$CERTS_D/$MARKER.XXXXXX" && gone=$said && try mv "$directory" "$gone/"; then
      discard "$gone/$name"
      rmdir "$gone"
      log "removed $shown: no longer declared"
    elif [ -e "$directory" ]; then
      problem "$shown cannot be removed, and is no longer declared: $said"
      [ -z "$gone" ] || rmdir "$gone" 2>/dev/null
    fi
  done
}

# Whether a file of a registry's directory has the name of one of this script's own. A name is in no other list.
is_own() {
  case $1 in
    hosts.toml | "$MARKER" | "$MARKER".*) ;;
    *) is_ca "$1" ;;
  esac
}

# ca.crt is the first CA, ca-2.crt the second. ca-2024-corp.crt is somebody else's.
is_ca() {
  case $1 in
    ca.crt | ca-[0-9].crt | ca-[0-9][0-9].crt) ;;
    *) return 1 ;;
  esac
}

foreign_inside() {
  for inside in "$1"/* "$1"/.[!.]*; do
    case ${inside##*/} in '*' | '.[!.]*') continue ;; esac
    is_own "${inside##*/}" || return 0
  done
  return 1
}

# Removes this script's own files: what makes the directory one of containerd's first, and what makes it ours last.
remove_own() {
  rm -f "$1/hosts.toml" || return 1
  for own in "$1"/* "$1/$MARKER".*; do
    is_own "${own##*/}" || continue
    rm -f "$own" || return 1
  done
  rm -f "$1/$MARKER"
}

# Removes a directory with nothing but this script's own files in it.
discard() {
  remove_own "$1"
  rmdir "$1" 2>/dev/null
}

# What a killed copy of this script left behind. A living one needs its temporary files for milliseconds.
remove_leftovers() {
  for leftover in "$CERTS_D/$MARKER".* "$CERTS_D"/*/"$MARKER".*; do
    [ -e "$leftover" ] || continue
    [ -n "$(find "$leftover" -prune -mmin +10 2>/dev/null)" ] || continue
    if [ -d "$leftover" ]; then
      for inside in "$leftover"/*; do
        [ -d "$inside" ] && discard "$inside"
      done
      discard "$leftover"
    else
      rm -f "$leftover"
    fi
  done
}

# --- does this node's containerd read certs.d? ---

check_containerd() {
  read_config
  judge_config
}

# Collects the facts of config.toml and of everything that it imports, and only again when one of the files changed.
read_config() {
  # shellcheck disable=SC2086 # a list of paths
  [ "$(fingerprint ${watched-})" = "${known-none}" ] && return
  watched="$CONFIG_DIR $CONFIG_DIR/config.toml"
  root_version='' config_path='' config_file='' dropped_by='' unreadable='' unseen='' ignored='' mirrors='' tls=''
  read_files=$NEWLINE
  queue=$NODE_CONFIG_DIR/config.toml$NEWLINE
  [ -e "$CONFIG_DIR/config.toml" ] || queue=
  while [ -n "$queue" ]; do
    file=${queue%%"$NEWLINE"*}
    queue=${queue#*"$NEWLINE"}
    case $read_files in *"$NEWLINE$file$NEWLINE"*) continue ;; esac
    read_files=$read_files$file$NEWLINE
    read_config_file "$file"
  done
  # shellcheck disable=SC2086
  known=$(fingerprint $watched)
}

fingerprint() { stat -L -c '%n %i %s %Y %Z' "$@" 2>/dev/null; }

read_config_file() {
  case $1 in
    "$NODE_CONFIG_DIR"/*) path=$CONFIG_DIR${1#"$NODE_CONFIG_DIR"} ;;
    *) path= ;;
  esac
  if [ -z "$path" ] || [ ! -r "$path" ]; then
    unseen="$unseen $1"
    return
  fi
  watched="$watched $path"
  version='' has_section='' has_path=''
  awk -f "$HERE/containerd-config.awk" "$path" >"$STATE/facts" || unreadable="$unreadable $1"
  while IFS=$TAB read -r fact first second; do
    case $fact in
      version) case $first in [1-9]) version=$first ;; esac ;;
      imports) enqueue "$first" "$1" ;;
      section) has_section="$has_section $first" ;;
      unreadable) unreadable="$unreadable $1" ;;
      mirror) mirrors="$mirrors $second ($1)" ;;
      tls) tls="$tls $second ($1)" ;;
      config_path)
        [ -n "$second" ] || continue
        # containerd 2.0 looks for the old section up to version 2 only, containerd 1.x never for the new one.
        expected=old
        [ "${version:-1}" -lt 3 ] || expected=new
        if [ "$first" != "$expected" ]; then
          ignored="$ignored $1"
          continue
        fi
        config_path=$second config_file=$1 dropped_by='' has_path=1
        ;;
    esac
  done <"$STATE/facts"
  [ -n "$root_version" ] || root_version=${version:-1}
  # containerd 1.x takes a plugin's section from the last file that has one, as a whole.
  case $root_version:$has_section in
    [12]:*old*) [ -n "$has_path" ] || [ -z "$config_path" ] || dropped_by=$1 ;;
  esac
}

enqueue() {
  case $1 in
    /*) import=$1 ;;
    *) import=${2%/*}/$1 ;;
  esac
  case $import in
    "$NODE_CONFIG_DIR"/*'*'*)
      watched="$watched $CONFIG_DIR${import#"$NODE_CONFIG_DIR"}"
      watched=${watched%/*}
      # shellcheck disable=SC2231 # unquoted on purpose: the pattern is containerd's own glob
      for match in $CONFIG_DIR${import#"$NODE_CONFIG_DIR"}; do
        [ -e "$match" ] && queue=$queue$NODE_CONFIG_DIR${match#"$CONFIG_DIR"}$NEWLINE
      done
      ;;
    *) queue=$queue$import$NEWLINE ;;
  esac
}

judge_config() {
  config=$NODE_CONFIG_DIR/config.toml
  if [ "${root_version:-1}" -ge 3 ]; then
    section='[plugins."io.containerd.cri.v1.images".registry]'
  else
    section='[plugins."io.containerd.grpc.v1.cri".registry]'
  fi
  header=
  [ -n "$root_version" ] || header="version = 2$NEWLINE  "
  cure="in $config write$NEWLINE  $header$section$NEWLINE    config_path = \"$NODE_CERTS_D\"$NEWLINE  and restart containerd once (it reads config.toml at its start only)"

  [ -z "$unreadable" ] || problem "containerd's configuration is not valid TOML:$unreadable"
  [ -z "$ignored" ] || problem "config_path stands in a section that not every containerd reads in a file of this version:$ignored ([plugins.\"io.containerd.grpc.v1.cri\".registry] belongs to version 2, [plugins.\"io.containerd.cri.v1.images\".registry] to version 3)"
  [ -z "$mirrors" ] || problem "registry.mirrors is still set, for$mirrors: containerd refuses it beside config_path; remove these entries (a mirror belongs into hosts.toml: declare it)"
  [ -z "$tls" ] || problem "registry.configs.….tls is still set, for$tls: containerd 1.x refuses it beside config_path, 2.x takes no notice of it; remove these entries (a CA belongs into hosts.toml: declare it)"
  path=${config_path%/}
  if [ -z "$path" ]; then
    case $unseen in
      '') problem "containerd does not read $NODE_CERTS_D: config_path is not set (the default of 2.2 and later names two directories, which pulls take for one name). Cure: $cure" ;;
      *) problem "config_path is not set in $config, and cannot be looked for in what it imports from elsewhere:$unseen. Cure: $cure" ;;
    esac
  elif [ "$path" != "$NODE_CERTS_D" ]; then
    case $path in
      *:*) problem "config_path in $config_file names more than one directory ($path), which containerd 2.1 and later take for one name. Cure: $cure" ;;
      *) problem "config_path in $config_file is $path; hosts.toml lies in $NODE_CERTS_D. Cure: $cure" ;;
    esac
  elif [ -n "$dropped_by" ]; then
    problem "$dropped_by has a section [plugins.\"io.containerd.grpc.v1.cri\"], which in containerd 1.x replaces that of $config_file, config_path included. Cure: set config_path in $dropped_by too, and restart containerd once"
  fi
}

# Tells what is in the way when it changes, and leaves it for the probe.
report() {
  [ "$problems" = "${told-none}" ] && return
  if [ -n "$problems" ]; then
    printf '%s' "$problems" | while IFS= read -r line; do log "NOT READY: $line"; done
  else
    log "ready: $NODE_CERTS_D is as declared, and containerd reads it"
  fi
  if printf '%s' "$problems" >"$STATE/problems.new" && mv -f "$STATE/problems.new" "$STATE/problems"; then
    told=$problems
  fi
}

stop() {
  [ -z "$busy" ] || { stopping=1; return; }
  kill "$sleeper" 2>/dev/null
  exit 0
}

run() {
  busy=1 stopping='' sleeper=''
  rm -f "$STATE/problems" # of the container before this one
  trap stop TERM INT
  log "keeping $NODE_CERTS_D as declared, for $OWNER"
  while :; do
    pass
    [ -z "$stopping" ] || exit 0
    sleep "$INTERVAL" &
    sleeper=$!
    busy=
    [ -z "$stopping" ] || stop
    wait "$sleeper"
    busy=1
  done
}

mkdir -p "$STATE" || exit 2
case ${1-} in
  run) run ;;
  once)
    pass
    [ -z "$problems" ]
    ;;
  ready)
    [ -f "$STATE/problems" ] || { echo 'the first pass is not over'; exit 1; }
    [ ! -s "$STATE/problems" ] || { cat "$STATE/problems"; exit 1; }
    ;;
  *)
    echo "registry-hosts.sh: run, once or ready, not '${1-}'" >&2
    exit 2
    ;;
esac
