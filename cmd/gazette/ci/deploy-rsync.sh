# The server's key is known beforehand, never asked for. Files that are the same
# are left alone; pages are there before what is gone is deleted.
mkdir -p ~/.ssh && chmod 700 ~/.ssh
printf '%s\n' "$SSH_KNOWN_HOSTS" > ~/.ssh/known_hosts
(umask 077 && printf '%s\n' "$SSH_KEY" > ~/.ssh/gazette)
export RSYNC_RSH="ssh -i $HOME/.ssh/gazette -o StrictHostKeyChecking=yes"
rsync --recursive --links --checksum --delay-updates public/ "$DEPLOY_TO"
rsync --recursive --links --checksum --delay-updates --delete-after public/ "$DEPLOY_TO"
