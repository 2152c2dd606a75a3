import { testPack } from "../testing/rule-examples.ts";
import { CONFIGURATION } from "./configuration.ts";
import { CONTAINERS } from "./containers.ts";
import { GIT } from "./git.ts";
import { GITHUB_ACTIONS } from "./github-actions.ts";
import { MACHINE } from "./machine.ts";
import { NETWORK } from "./network.ts";
import { RUBY_PHP } from "./ruby-php.ts";
import { SHELL } from "./shell.ts";

testPack("configuration", CONFIGURATION, {
  "configuration/merge-conflict": {
    is: ['  File "/home/runner/work/a/a/app/x.py", line 9\n    <<<<<<< HEAD\nSyntaxError: invalid syntax'],
    isNot: ["a <<<<<<< b"],
  },
  "configuration/json-trailing-comma": {
    is: [
      "Invalid JSON in config/app.json\nExpecting property name enclosed in double quotes: line 7 column 3 (char 145)",
    ],
    isNot: ["Expecting property name enclosed in double quotes: line 7 column 3 (char 145)"],
  },
  "configuration/json": {
    is: ["SyntaxError: Unexpected token } in JSON at position 12", "Expecting value: line 1 column 1 (char 0)"],
    isNot: ["JSON at rest"],
  },
  "configuration/yaml": { is: ["error: yaml: line 7: did not find expected key"], isNot: ["yaml is fine"] },
  "configuration/makefile-spaces": {
    is: ["Makefile:6: *** missing separator.  Stop."],
    isNot: ["../Makefile:6: *** missing separator.  Stop."],
  },
  "configuration/env-file-missing": {
    is: ["./run.sh: line 5: ./.env: No such file or directory", "sh: 1: .: cannot open ./.env: No such file"],
    isNot: ["./run.sh: line 5: ./settings: No such file or directory"],
  },
});

testPack("shells", SHELL, {
  "shell/crlf": {
    is: ["./check.sh: line 2: $'\\r': command not found", "bash: ./check.sh: /bin/sh^M: bad interpreter: No such file"],
    isNot: ["/usr/bin/env: ‘bash\\r’: No such file or directory"],
  },
  "shell/not-executable": {
    is: ["/bin/sh: 1: ./gradlew: Permission denied", "bash: line 1: scripts/build.sh: Permission denied"],
    isNot: ["bash: line 1: logs/app.log: Permission denied", "bash: ../../evil.sh: Permission denied"],
  },
  "shell/permission-denied": {
    is: ["EACCES: permission denied, mkdir '/root/.cache'"],
    isNot: ["permissions were granted"],
  },
  "shell/jq-program": {
    is: ["jq: error: syntax error, unexpected '+', expecting '}' (Unix shell quoting issues?) at <top-level>, line 4:"],
    isNot: ["jq: parse error: Invalid numeric literal at line 1, column 5"],
  },
  "shell/no-terminal": {
    is: ["gpg: cannot open '/dev/tty': No such device or address", "the input device is not a TTY"],
    isNot: ["Allocated a pseudo-TTY"],
  },
  "shell/command-not-found": {
    is: ["/bin/sh: 1: golangci-lint: not found", "bash: line 1: jq: command not found"],
    isNot: ["404 not found"],
  },
  "shell/unbound-variable": {
    is: ["./publish.sh: line 3: PUBLISH_TOKEN: unbound variable"],
    isNot: ["./publish.sh: line 3: done"],
  },
  "shell/syntax-error": {
    is: [
      "./run.sh: line 4: syntax error near unexpected token `fi'",
      "./run.sh: 4: Syntax error: end of file unexpected",
    ],
    isNot: ["no syntax error here"],
  },
  "shell/missing-file": {
    is: ["cat: prices.csv: No such file or directory", "FileNotFoundError: [Errno 2] No such file: 'prices.csv'"],
    isNot: ["the file is there"],
  },
});

testPack("networks", NETWORK, {
  "network/outage": { is: ["See githubstatus.com: we are investigating"], isNot: ["status: fine"] },
  "network/rate-limit": { is: ["toomanyrequests: You have reached your pull rate limit."], isNot: ["no limit"] },
  "network/certificate": {
    is: ["curl: (60) server certificate verification failed. CAfile: none"],
    isNot: ["certificate is fine"],
  },
  "network/name-not-found": {
    is: ["curl: (6) Could not resolve host: example.org", "getaddrinfo ENOTFOUND registry.example.org"],
    isNot: ["host resolved"],
  },
  "network/server-error": {
    is: ["curl: (22) The requested URL returned error: 503", "HTTP Error 502: Bad Gateway"],
    isNot: ["The requested URL returned error: 404", "processed 503 files"],
  },
  "network/access-refused": { is: ["curl: (22) The requested URL returned error: 401"], isNot: ["401 tests passed"] },
  "network/unreachable": { is: ["Error: connect ECONNREFUSED 10.1.2.3:5432"], isNot: ["connected to 127.0.0.1"] },
});

testPack("machines", MACHINE, {
  "machine/disk-full": { is: ["write error: No space left on device"], isNot: ["space left: 12 GB"] },
  "machine/out-of-memory": {
    is: [
      "/tmp/x.sh: line 1: 10138 Killed                  python3 index.py",
      "java.lang.OutOfMemoryError: Java heap space",
      "  = note: collect2: fatal error: ld terminated with signal 9 [Killed]",
    ],
    isNot: ["Killed the old server"],
  },
  "machine/killed": { is: ["Process completed with exit code 137."], isNot: ["Process completed with exit code 1."] },
  "machine/time-limit": {
    is: ["The job running on runner X has exceeded the maximum execution time of 360 minutes."],
    isNot: ["execution time: 3 minutes"],
  },
  "machine/command-timed-out": {
    is: ["Process completed with exit code 124."],
    isNot: ["Process completed with exit code 1."],
  },
  "machine/release-archived": {
    is: [
      "E: The repository 'http://mirror.example.org/debian buster Release' does not have a Release file.",
      "#6 0.581 E: The repository 'http://mirror.example.org/debian buster-updates Release' no longer has a Release file.",
    ],
    isNot: ["W: The repository 'http://mirror.example.org/debian sid Release' is not signed."],
  },
  "machine/setting-missing": {
    is: [
      "Error: DATABASE_URL is not set",
      "KeyError: 'STRIPE_KEY'",
      "Missing required environment variable: API_TOKEN",
    ],
    isNot: ["KeyError: 'a'", "THE END is missing"],
  },
});

testPack("GitHub Actions", GITHUB_ACTIONS, {
  "actions/old-commands": {
    is: ["The `set-env` command is disabled. Please upgrade to using Environment Files"],
    isNot: ["Setting environment variables"],
  },
  "actions/bad-command-file": {
    is: ["Unable to process file command 'output' successfully.\nInvalid format 'foo'"],
    isNot: ["Invalid format 'foo'"],
  },
  "actions/storage-full": {
    is: ["Failed to CreateArtifact: Artifact storage quota has been hit. Unable to upload any new artifacts."],
    isNot: ["Artifact dist has been successfully uploaded!"],
  },
  "actions/no-identity-token": {
    is: ["Error: Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable"],
    isNot: ["Requesting an identity token"],
  },
  "actions/pages-off": {
    is: ["Failed to create deployment (status: 404) with build version abc. Ensure GitHub Pages has been enabled"],
    isNot: ["Created deployment for 1a2b3c4"],
  },
  "actions/input-missing": { is: ["Input required and not supplied: token"], isNot: ["Input given: token"] },
  "actions/token-lacks-permission": { is: ["Resource not accessible by integration"], isNot: ["Resource accessible"] },
  "actions/deprecated-action": {
    is: [
      "This request has been automatically failed because it uses a deprecated version of `actions/upload-artifact: v3`.",
    ],
    isNot: ["Node.js 16 actions are deprecated."],
  },
  "actions/unknown-action": {
    is: ["Unable to resolve action `actions/chekout@v4`, not found"],
    isNot: ["Run actions/x"],
  },
  "actions/invalid-workflow": { is: ["Invalid workflow file: .github/workflows/ci.yml#L3"], isNot: ["valid workflow"] },
  "actions/runner-lost": { is: ["The runner has received a shutdown signal."], isNot: ["The runner is ready"] },
  "actions/cancelled": { is: ["The operation was canceled."], isNot: ["nothing was cancelled"] },
  "actions/no-such-branch": {
    is: ["A branch or tag with the name 'nosuch' could not be found"],
    isNot: ["Switched to branch 'nosuch'"],
  },
  "actions/already-exists": {
    is: [
      "Failed request: (409) Conflict: an artifact with this name already exists on the workflow run",
      'Error 422: Validation Failed: {"resource":"Release","code":"already_exists","field":"tag_name"}',
    ],
    isNot: ["the folder already exists"],
  },
  "actions/no-credentials": {
    is: [
      "Credentials could not be loaded, please check your action inputs: Could not load credentials from any providers",
      "Username and password required",
      "Could not assume role with OIDC: Not authorized to perform sts:AssumeRoleWithWebIdentity",
    ],
    isNot: ["Credentials loaded"],
  },
  "actions/no-such-version": {
    is: ["Unable to find Go version '1.99' for platform linux and architecture x64."],
    isNot: ["Attempting to download 1.99..."],
  },
  "actions/no-lock-file": {
    is: ["Dependencies lock file is not found in /src. Supported file patterns: package-lock.json,yarn.lock"],
    isNot: ["Found the lock file"],
  },
  "actions/no-artifact": { is: ["No files were found with the provided path: dist. No artifacts"], isNot: ["3 files"] },
});

testPack("git", GIT, {
  "git/changes-not-committed": {
    is: [
      "error: cannot pull with rebase: You have unstaged changes.",
      "error: cannot pull with rebase: Your index contains uncommitted changes.",
    ],
    isNot: ["no changes added to commit"],
  },
  "git/no-identity": {
    is: [
      "Author identity unknown\n\n*** Please tell me who you are.",
      "fatal: empty ident name (for <runner@host.(none)>) not allowed",
    ],
    isNot: ["[main 1a2b3c4] Update"],
  },
  "git/nothing-to-commit": {
    is: ["On branch main\nnothing to commit, working tree clean"],
    isNot: ["On branch main"],
  },
  "git/protected-branch": {
    is: ["remote: error: GH006: Protected branch update failed for refs/heads/main."],
    isNot: ["remote: Resolving deltas: 100% (2/2), done."],
  },
  "git/file-too-large": {
    is: ["remote: error: File a.bin is 120.00 MB; this exceeds GitHub's file size limit of 100.00 MB"],
    isNot: ["remote: warning: See https://gh.io/lfs for more information."],
  },
  "git/no-tags": { is: ["fatal: No names found, cannot describe anything."], isNot: ["v1.2.3-4-g1a2b3c4"] },
  "git/unsafe-folder": {
    is: [
      "fatal: unsafe repository ('/github/workspace' is owned by someone else)",
      "fatal: detected dubious ownership in repository at '/src'",
    ],
    isNot: ["fatal: not a git repository"],
  },
  "git/authentication": {
    is: ["fatal: could not read Username for 'https://github.com': terminal prompts disabled"],
    isNot: ["fatal: bad object"],
  },
  "git/submodule": {
    is: ["fatal: No url found for submodule path 'vendor/x' in .gitmodules"],
    isNot: ["Submodule path 'vendor/x': checked out"],
  },
  "git/no-such-reference": {
    is: ["error: pathspec 'mian' did not match any file(s) known to git"],
    isNot: ["Switched to branch 'main'"],
  },
  "git/push-rejected": { is: [" ! [rejected]        main -> main (fetch first)"], isNot: ["main -> main"] },
  "git/merge-conflict": { is: ["CONFLICT (content): Merge conflict in app/x.py"], isNot: ["no conflicts"] },
  "git/lfs": {
    is: ["batch response: This repository is over its data quota."],
    isNot: ["Git LFS initialized."],
  },
});

testPack("containers and infrastructure", CONTAINERS, {
  "docker/no-such-platform": {
    is: [
      "ERROR: no match for platform in manifest: not found",
      "no matching manifest for linux/arm64/v8 in the manifest list entries",
    ],
    isNot: ["Status: Downloaded newer image for nginx:latest"],
  },
  "docker/compose-file": {
    is: ["validating /src/docker-compose.yml: services.web Additional property foo is not allowed"],
    isNot: [" Container web-1  Started"],
  },
  "docker/no-such-image": {
    is: [
      "manifest for python:3.99 not found: manifest unknown",
      "pull access denied for shop/base, repository does not",
    ],
    isNot: ["Pulling from library/python"],
  },
  "docker/push-denied": {
    is: [
      "ERROR: failed to solve: failed to push ghcr.io/acme/relay:latest: denied: permission_denied: write_package",
      "denied: requested access to the resource is denied",
    ],
    isNot: [
      'ERROR: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2',
      "error: failed to push some refs to 'https://github.com/acme/shop'",
    ],
  },
  "docker/copy-missing": {
    is: [
      'ERROR: failed to calculate checksum of ref abc: "/dist": not found',
      "COPY failed: file not found in build context or excluded by .dockerignore: stat dist: file does not exist",
    ],
    isNot: ["COPY dist /app", "Unable to evaluate directory symlink: lstat modules: no such file or directory"],
  },
  "docker/daemon": {
    is: ["Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?"],
    isNot: ["Docker version 27"],
  },
  "docker/syntax": {
    is: ["dockerfile parse error on line 3: unknown instruction: RUNN"],
    isNot: ["parsed Dockerfile"],
  },
  "docker/build": {
    is: ['ERROR: failed to solve: process "/bin/sh -c make" did not complete successfully: exit code: 2'],
    isNot: ["#8 DONE 0.3s"],
  },
  "docker/service-password": {
    is: ["Error: Database is uninitialized and superuser password is not specified."],
    isNot: ["database system is ready to accept connections"],
  },
  "docker/service-unhealthy": {
    is: ["dependency failed to start: container shop-db-1 is unhealthy"],
    isNot: ["container shop-db-1 is healthy"],
  },
});

testPack("Ruby and PHP", RUBY_PHP, {
  "ruby/syntax": {
    is: ["app.rb:3: syntax error, unexpected end-of-input, expecting `end'"],
    isNot: ["app.rb:3: warning: unused variable"],
  },
  "ruby/lockfile-out-of-date": {
    is: ["The dependencies in your gemfile changed, but the lockfile can't be updated because frozen mode is set"],
    isNot: ["Bundle complete!"],
  },
  "ruby/missing-gem": { is: ["Could not find gem 'railss' in rubygems repository"], isNot: ["Using rails 7"] },
  "php/lockfile-out-of-date": {
    is: ['- Required package "a/b" is not present in the lock file.'],
    isNot: ["Installing from the lock file"],
  },
  "php/requirements": {
    is: ["Your requirements could not be resolved to an installable set of packages."],
    isNot: ["Resolved"],
  },
  "php/error": { is: ["PHP Fatal error:  Uncaught Exception: no in /src/a.php:3"], isNot: ["PHP 8.3"] },
  "ruby/wrong-version": {
    is: ["Your Ruby version is 3.1.2, but your Gemfile specified 3.3.0"],
    isNot: ["ruby 3.1.2p20"],
  },
  "ruby/platform-missing": {
    is: ['Your bundle only supports platforms ["x86_64-darwin-20"] but your local platform is x86_64-linux. Add it'],
    isNot: ["Bundle complete!"],
  },
  "ruby/native-gem": {
    is: ["Gem::Ext::BuildError: ERROR: Failed to build gem native extension."],
    isNot: ["Building native extensions. This could take a while..."],
  },
  "ruby/credentials": {
    is: ["ActiveSupport::MessageEncryptor::InvalidMessage: ActiveSupport::MessageEncryptor::InvalidMessage"],
    isNot: ["config/credentials.yml.enc"],
  },
});
