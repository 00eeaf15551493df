# What zsh proposes for a command line: zsh -f complete.zsh SCRIPT SCRATCH WORD...
# In: a completion script, a folder for zsh's own cache. Out: a proposal a line.
# A second shell with a terminal of its own is told the line and a tab; its compadd prints.
zmodload zsh/zpty || exit 77
script=$1 scratch=$2
shift 2
cat >$scratch/start.zsh <<START
PROMPT=
autoload -Uz compinit
compinit -u -d $scratch/dump
source $script
bindkey '^I' complete-word
zstyle ':completion:*' insert-tab false
edge() { print -r -- '<edge>' }
compprefuncs=(edge)
comppostfuncs=(edge exit)
compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\ * ]]; then
    builtin compadd "\$@"
    return
  fi
  local -a proposed
  builtin compadd -A proposed "\$@"
  for one in \$proposed; do print -r -- "<proposal>\$one"; done
}
print ready
START
zpty shell "TERM=dumb zsh -f -i"
zpty -w shell "source $scratch/start.zsh"
repeat 20; do
  zpty -r shell line || exit 2
  [[ $line == *ready* && $line != *source* ]] && break
done
zpty -w -n shell "$*"$'\t'
edges=0
while zpty -r shell line; do
  [[ $line == *'<edge>'* ]] && ((++edges == 2)) && break
  [[ $line == *'<proposal>'* ]] && print -r -- ${${line##*'<proposal>'}%%$'\r'*}
done
exit 0
