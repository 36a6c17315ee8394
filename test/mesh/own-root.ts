/**
 * The words of a command that runs another one with a root folder of its own: it has all that the machine's has, and other things
 * at some paths. Only for a host with mounts of its own.
 *
 * @param root an empty folder
 * @param instead files and folders, by the paths at which they are to be
 */
export function inOwnRoot(root: string, instead: Readonly<Record<string, string>>): string[] {
  const mounts = Object.entries(instead).flatMap(([path, source]) => [source, path]);
  return ["sh", "-c", script, "sh", root, String(mounts.length / 2), ...mounts];
}

const script = `
set -e
root=$1 left=$2
shift 2
mount -t tmpfs tmpfs "$root"
for entry in /*; do
  if [ -L "$entry" ]; then
    cp -P "$entry" "$root$entry"
  elif [ -d "$entry" ]; then
    mkdir "$root$entry"
    mount --rbind "$entry" "$root$entry"
  fi
done
while [ "$left" -gt 0 ]; do
  # Folders that the machine lacks; files it has
  if [ -d "$1" ]; then mkdir -p "$root$2"; fi
  mount --bind "$1" "$root$2"
  shift 2
  left=$((left - 1))
done
exec chroot "$root" "$@"
`;
