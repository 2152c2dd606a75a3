import { testPack } from "../testing/rule-examples.ts";
import { CLOCKS } from "./clocks.ts";
import { CLOUDS } from "./clouds.ts";
import { RELEASES } from "./releases.ts";
import { SERVICES } from "./services.ts";
import { SITES } from "./sites.ts";
import { SYSTEM_PACKAGES } from "./system-packages.ts";

testPack("packages of the system", SYSTEM_PACKAGES, {
  "system/package-gone": {
    is: [
      "E: Failed to fetch http://deb.example/pool/main/c/curl/curl_7.88_amd64.deb  404  Not Found [IP: 192.0.2.1 80]",
      "E: Unable to fetch some archives, maybe run apt-get update or try with --fix-missing?",
    ],
    isNot: ["Get:1 http://deb.example/debian bookworm/main amd64 curl amd64 7.88 [315 kB]"],
  },
  "system/mirror-out-of-step": {
    is: [
      "E: Failed to fetch http://deb.example/Packages.gz  File has unexpected size (1 != 2). Mirror sync in progress?",
    ],
    isNot: ["Hit:1 http://deb.example/debian bookworm InRelease"],
  },
  "system/no-such-package": {
    is: [
      "E: Unable to locate package libfoo-dev",
      "ERROR: unable to select packages:\n  foo (no such package):\n    required by: world[foo]",
      "Error: Unable to find a match: foo-devel",
      "Error: No formulae found for foo.",
      "foo not installed. The package was not found with the source(s) listed.",
    ],
    isNot: ["Reading package lists..."],
  },
  "system/packages-contradict": {
    is: [
      "The following packages have unmet dependencies:\n libfoo : Depends: libbar (>= 2.0) but 1.9 is to be installed\nE: Unable to correct problems, you have held broken packages.",
    ],
    isNot: ["The following NEW packages will be installed:"],
  },
  "system/package-lock-held": {
    is: ["E: Could not get lock /var/lib/dpkg/lock-frontend. It is held by process 1234 (unattended-upgr)"],
    isNot: ["Waiting for cache lock: Could not get lock. It is held by process 1234"],
  },
  "system/unsigned-repository": {
    is: [
      "W: GPG error: https://apt.example stable InRelease: The following signatures couldn't be verified because the public key is not available: NO_PUBKEY 7EA0A9C3F273FCD8",
      "E: The repository 'https://apt.example stable InRelease' is not signed.",
    ],
    isNot: ["Ign:1 https://apt.example stable InRelease"],
  },
  "system/brew-link": {
    is: ["Error: The `brew link` step did not complete successfully"],
    isNot: ["==> Pouring python@3.11--3.11.9.bottle.tar.gz"],
  },
  "system/conda": {
    is: [
      "LibMamba Unsatisfiable Error: Encountered problems while solving:\n  - nothing provides foo 9.9 needed by bar-1.0",
    ],
    isNot: ["Solving environment: done"],
  },
});

testPack("clocks", CLOCKS, {
  "clocks/not-yet-valid": {
    is: [
      "E: Release file for http://deb.example/InRelease is not valid yet (invalid for another 1h 2min 3s).",
      "x509: certificate has expired or is not yet valid: current time 2019-01-01T00:00:02Z is before 2024-04-01T00:00:00Z",
    ],
    isNot: [
      "x509: certificate has expired or is not yet valid: current time 2024-05-02T10:00:00Z is after 2024-04-01T00:00:00Z",
    ],
  },
  "clocks/skew": {
    is: [
      "An error occurred (RequestTimeTooSkewed) when calling the ListBuckets operation: The difference is too large.",
    ],
    isNot: ["An error occurred (AccessDenied) when calling the ListBuckets operation"],
  },
  "clocks/files-from-the-future": {
    is: ["make: warning:  Clock skew detected.  Your build may be incomplete."],
    isNot: ["make: Nothing to be done for 'all'."],
  },
});

testPack("services beside the job", SERVICES, {
  "services/sql-error": {
    is: ['psql:db/20260310.sql:20: ERROR:  check constraint "action_check" of relation "logs" is violated by some row'],
    isNot: ['psql:db/20260310.sql:20: NOTICE:  relation "logs" already exists, skipping'],
  },
  "services/not-running": {
    is: [
      "Error: connect ECONNREFUSED 127.0.0.1:6379",
      "dial tcp 127.0.0.1:5432: connect: connection refused",
      'connection to server at "localhost" (127.0.0.1), port 5432 failed: Connection refused',
      "curl: (7) Failed to connect to localhost port 8080 after 0 ms: Connection refused",
      "redis.exceptions.ConnectionError: Error 111 connecting to localhost:6379. Connection refused.",
      "HTTPConnectionPool(host='localhost', port=8080): Max retries exceeded with url: / (Caused by NewConnectionError('[Errno 111] Connection refused'))",
    ],
    isNot: [
      "Error: connect ECONNREFUSED 10.1.2.3:443",
      'connection to server at "localhost" (::1), port 5432 failed: FATAL:  password authentication failed for user "postgres"',
    ],
  },
  "services/no-local-socket": {
    is: ["ERROR 2002 (HY000): Can't connect to local MySQL server through socket '/var/run/mysqld/mysqld.sock' (2)"],
    isNot: ["mysqld: ready for connections. Socket: '/var/run/mysqld/mysqld.sock'"],
  },
  "services/password-refused": {
    is: ['psql: error: FATAL:  password authentication failed for user "postgres"'],
    isNot: ["Password for user postgres:"],
  },
  "services/no-such-database": {
    is: ['psql: error: FATAL:  database "shop_test" does not exist', "ERROR 1049 (42000): Unknown database 'shop'"],
    isNot: ['CREATE DATABASE "shop_test"'],
  },
  "services/no-such-table": {
    is: ['ERROR:  relation "orders" does not exist', "sqlite3.OperationalError: no such table: orders"],
    isNot: ['relation "orders" already exists, skipping'],
  },
  "services/migrations-pending": {
    is: ["Migrations are pending. To resolve this issue, run:\n\n        bin/rails db:migrate"],
    isNot: ["Running migrations:"],
  },
  "services/migration-missing": {
    is: ["Migrations for 'shop':\n  shop/migrations/0002_order.py\n    - Alter field total on order"],
    isNot: ["No changes detected"],
  },
  "services/two-migration-heads": {
    is: [
      "FAILED: Multiple head revisions are present for given argument 'head'; please specify a specific target revision",
    ],
    isNot: ["Running upgrade  -> 1a2b, first"],
  },
});

testPack("clouds and hosts", CLOUDS, {
  "clouds/no-credentials": {
    is: [
      'Unable to locate credentials. You can configure credentials by running "aws configure".',
      "gh: To use GitHub CLI in a GitHub Actions workflow, set the GH_TOKEN environment variable.",
    ],
    isNot: ["Found credentials in environment variables."],
  },
  "clouds/credentials-refused": {
    is: [
      "An error occurred (ExpiredToken) when calling the ListBuckets operation: The provided token has expired.",
      "ERROR: AADSTS7000215: Invalid client secret provided.",
      "error: You must be logged in to the server (Unauthorized)",
    ],
    isNot: ["Login Succeeded"],
  },
  "clouds/not-allowed": {
    is: [
      "An error occurred (AccessDenied) when calling the PutObject operation: User: arn:x is not authorized to perform: s3:PutObject",
      "ERROR: (gcloud.run.deploy) PERMISSION_DENIED: Permission 'run.services.get' denied on resource",
    ],
    isNot: ["upload: ./a to s3://b/a"],
  },
  "clouds/unknown-host-key": {
    is: ["Host key verification failed."],
    isNot: ["Warning: Permanently added 'host' (ED25519) to the list of known hosts."],
  },
  "clouds/ssh-refused": {
    is: ["deploy@host.example: Permission denied (publickey)."],
    isNot: ["git@github.com: Permission denied (publickey)."],
  },
  "clouds/unreadable-key": {
    is: ['Error loading key "(stdin)": error in libcrypto', "gpg: no valid OpenPGP data found."],
    isNot: ["Identity added: (stdin) (deploy)"],
  },
  "clouds/stack-failed": {
    is: ["aws: [ERROR]: Failed to create/update the stack. Run the following command"],
    isNot: ["Successfully created/updated stack - shop"],
  },
  "clouds/not-found": {
    is: ["curl: (22) The requested URL returned error: 404", "2024-05-02 10:00:00 ERROR 404: Not Found."],
    isNot: ["curl: (22) The requested URL returned error: 401"],
  },
});

testPack("releases and gates", RELEASES, {
  "releases/goreleaser": {
    is: [
      "  ⨯ release failed after 0s                  error=yaml: unmarshal errors:",
      "  ⨯ continue failed after 8s     error=custom publisher: failed to publish artifacts: exit status 26",
    ],
    isNot: ["  • release succeeded after 12s"],
  },
  "releases/key-refused": {
    is: ["error: Response status code does not indicate success: 403 (The specified API key is invalid, has expired)."],
    isNot: ["Your package was pushed."],
  },
  "releases/version-exists": {
    is: [
      "npm error 403 403 Forbidden - PUT https://registry.example/foo - You cannot publish over the previously published versions: 1.2.3.",
      "error: crate version `1.2.3` is already uploaded",
    ],
    isNot: ["npm notice Publishing to https://registry.example"],
  },
  "releases/no-token": {
    is: ["[10:00:00 AM] [semantic-release] › ✘  ENOGHTOKEN No GitHub token specified."],
    isNot: ["[10:00:00 AM] [semantic-release] › ℹ  Running semantic-release version 24"],
  },
  "releases/changeset-missing": {
    is: [
      "🦋  error Some packages have been changed but no changesets were found. Run `changeset add` to resolve this.",
    ],
    isNot: ["🦋  info Packages to be bumped at patch"],
  },
  "releases/dirty-tree": {
    is: ["lerna ERR! EUNCOMMIT Working tree has uncommitted changes", "npm error Git working directory not clean."],
    isNot: ["nothing to commit, working tree clean"],
  },
  "releases/size-limit": {
    is: ["  Package size limit has exceeded by 1.2 kB\n  Size limit: 10 kB\n  Size:       11.2 kB"],
    isNot: ["  Size limit: 10 kB"],
  },
  "releases/quality-gate": {
    is: [
      "ERROR: QUALITY GATE STATUS: FAILED - View details on https://sonar.example/dashboard?id=a",
      "  ✘  categories.performance failure for minScore assertion\n        expected: >=0.9\n           found: 0.71",
    ],
    isNot: ["INFO: QUALITY GATE STATUS: PASSED"],
  },
  "releases/snapshots-obsolete": {
    is: [" › 1 snapshot obsolete.\nSnapshot Summary"],
    isNot: [" › 1 snapshot written."],
  },
});

testPack("sites", SITES, {
  "sites/link": {
    is: ["WARNING -  Doc file 'a.md' contains a link 'b.md', but the target is not found among documentation files."],
    isNot: ["INFO    -  Building documentation to directory: site"],
  },
  "sites/template": {
    is: [
      'Error: error building site: "content/a.md:3:1": failed to extract shortcode: template for shortcode "x" not found',
      "Liquid Exception: Could not locate the included file 'x.html' in any of [\"_includes\"].",
    ],
    isNot: ["Total in 120 ms"],
  },
});
