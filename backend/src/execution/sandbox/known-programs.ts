/*
 * Programs that pipelines call and the embedded sandbox does not have. A missing one of these means "cannot be run here"; any
 * other name that is not found is the command's own failure, as it would be everywhere.
 */

/** Part of every system, or of the shell itself. */
const SYSTEM_PROGRAMS = `
b2sum base32 bc bg bunzip2 bzip2 cal chgrp chown chroot cksum csplit dc dd df dir dircolors disown dos2unix ed enable envsubst
factor fg flock free getconf getent gettext groups hexdump host iconv ifconfig install ip jobs kill killall less link locale
localedef logger logname look lsof man mkfifo mknod more mount netstat nice nohup numfmt patch pathchk pgrep ping pkill pr ptx
runuser script setsid sha224sum sha384sum sha512sum shred shuf ss stdbuf stty su sum suspend times top tput truncate tsort tty
ulimit umask umount unix2dos unlink uptime useradd usermod uuidgen vi vim w watch who xmllint xxd yes
`;

/** Languages, package managers, build tools, clients. */
const TOOLS = `
ansible ansible-playbook ant apk apt apt-get ar as aws az babel bazel bazelisk biome black brew buf buildah bun bundle bundler
bunx c++ cabal cargo cc cdk chromium clang clang-format clang-tidy clang++ clippy-driver cmake composer conda corepack cpack
ctest crictl curl cypress dart deno dig dnf docker docker-compose dotnet dpkg elixir emcc erl esbuild eslint firefox flake8
flutter g++ gcc gcloud gem gh ghc git git-lfs gke gmake go gofmt golangci-lint gpg gradle gradlew helm hg htop ip isort java
javac jest journalctl julia just k3d kind kotlinc kubectl kustomize ld lein ldd lerna lint-staged lld lua luac make maven meson
minikube mix mkdocs mocha mongo mongosh msbuild mvn mvnw mypy mysql nc ng ninja nix nix-build nmake node nodejs nox npm npx nslookup
nuget nvm nx ocaml openssl opam pacman perl phpunit php pip pip3 pipenv pipx playwright pnpm pod podman poetry pre-commit
prettier protoc ps psql pulumi pwsh pylint pyright pytest rake redis-cli rollup rspec rsync rubocop ruby ruff rustc rustfmt
rustup sam sass sbt scala scalac scp serverless service shellcheck shfmt skaffold snap sonar-scanner ssh stack strace strip
sudo svn swc swift swiftc systemctl terraform terragrunt tflint tofu tox trivy tsc tsx turbo typst unzip uv uvx valgrind vercel
virtualenv vite vitest vue-cli-service wasm-pack wget webpack wine xcodebuild xcrun xz yamllint yarn yum zig zip zsh zstd
`;

/** Python tools that are no part of Python itself, as in `python3 -m pytest`. */
const PYTHON_TOOLS = `
bandit black build coverage flake8 hatch invoke isort mkdocs mypy nose nox pdm pip pipenv pipx poetry pre_commit pylint pyright
pytest ruff setuptools sphinx tox twine uv virtualenv wheel
`;

export const KNOWN_PROGRAMS: ReadonlySet<string> = words(SYSTEM_PROGRAMS + TOOLS);
export const KNOWN_PYTHON_TOOLS: ReadonlySet<string> = words(PYTHON_TOOLS);

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(/\s+/).filter(Boolean));
}
