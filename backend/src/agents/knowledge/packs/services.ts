import { manual } from "../remedies.ts";
import type { Rule } from "../rule.ts";
import { told } from "../told-rule.ts";

/** What listens at a well-known port. */
const SERVICE_OF_PORT: Readonly<Record<string, string>> = {
  "1433": "SQL Server",
  "2375": "Docker",
  "3306": "MySQL",
  "4222": "NATS",
  "4444": "Selenium",
  "5432": "PostgreSQL",
  "5672": "RabbitMQ",
  "6379": "Redis",
  "9042": "Cassandra",
  "9092": "Kafka",
  "9200": "Elasticsearch",
  "11211": "Memcached",
  "27017": "MongoDB",
};
const HERE = String.raw`["']?(?:localhost|127\.0\.0\.1|::1|\[::1\]|0\.0\.0\.0)\b["']?`;
const PORT = String.raw`(?: \([^)]{1,40}\))?(?::|,? port[ =])`;
const REFUSED = "(?:ECONNREFUSED|[Cc]onnection refused|actively refused)";

/** Databases and other services that a job starts beside itself. */
export const SERVICES: readonly Rule[] = [
  told({
    id: "services/sql-error",
    category: "runtime_error",
    severity: "high",
    confidence: 0.9,
    pattern: /^psql:(?<file>[^:]{1,200}):(?<line>\d+): (?:ERROR|FATAL): {1,2}(?<text>.{3,300})/,
    title: "{file}:{line}: PostgreSQL refuses a statement: {text}",
    cause: "The script does not fit the database as it is: what is in it, or what earlier scripts made of it.",
    todo: "Mend the script, or the data that stands in its way",
    why: "What the data should be is a decision.",
  }),
  {
    id: "services/not-running",
    category: "infrastructure",
    severity: "high",
    confidence: 0.94,
    pattern: new RegExp(
      `${REFUSED} ${HERE}${PORT}(?<after>\\d{2,5})|${HERE}${PORT}(?<before>\\d{2,5})\\b.{0,200}${REFUSED}`,
    ),
    explain({ field }) {
      const port = field("after") || field("before");
      const service = SERVICE_OF_PORT[port];
      return {
        title: service === undefined ? `Nothing listens at port ${port}` : `${service} does not run at port ${port}`,
        rootCause:
          "The job connects to a service on its own machine that was not started, failed, or is not ready yet.",
        remedy: manual(
          "Start the service before this step, and wait until it answers",
          "Running the job again does not start it; how it is started is for a person to say.",
        ),
      };
    },
  },
  told({
    id: "services/no-local-socket",
    category: "infrastructure",
    severity: "high",
    confidence: 0.94,
    pattern:
      /Can't connect to local (?<name>MySQL|MariaDB) server through socket|connection to server on socket "(?<socket>[^"]+)" failed/,
    title: "The service {name|socket} does not run on the machine of the job",
    cause: "The job connects to it before it was started, or its start failed.",
    todo: "Start the service before this step, and wait until it answers",
    why: "How the service is started is for a person to say.",
  }),
  told({
    id: "services/password-refused",
    category: "missing_secret",
    severity: "high",
    confidence: 0.94,
    pattern:
      /password authentication failed for user "(?<name>[^"]+)"|Access denied for user '(?<other>[^']*)'@|WRONGPASS invalid username-password|NOAUTH Authentication required|MongoServerError: (?:Authentication failed|Command \w+ requires authentication)/,
    title: "The database does not accept the password of {name|other}",
    cause: "The job and the service were given different passwords, or the secret is not set.",
    todo: "Give the job and the service the same password",
    why: "Its value is known to people only.",
  }),
  told({
    id: "services/no-such-database",
    category: "configuration",
    severity: "high",
    confidence: 0.93,
    pattern: /(?:FATAL: +)?database "(?<name>[^"]+)" does not exist|Unknown database '(?<other>[^']+)'/,
    title: "The database `{name|other}` does not exist",
    cause: "The service runs, and nothing created the database in it.",
    todo: "Create the database before this step, or correct its name",
    why: "Which of the two, the log does not say.",
  }),
  told({
    id: "services/no-such-table",
    category: "configuration",
    severity: "high",
    confidence: 0.9,
    pattern:
      /relation "(?<name>[\w.]+)" does not exist|no such table: (?<other>[\w.]+)|Table '(?<third>[^']+)' doesn't exist/,
    title: "The table `{name|other|third}` does not exist",
    cause: "The migrations were not run on the database of the job, or none creates the table.",
    todo: "Run the migrations before this step, or add the one that is missing",
    why: "Which of the two, the log does not say.",
  }),
  told({
    id: "services/migrations-pending",
    category: "configuration",
    severity: "high",
    confidence: 0.94,
    pattern:
      /Migrations are pending\. To resolve this issue, run:|ActiveRecord::PendingMigrationError|You have \d+ unapplied migration/,
    title: "The database lacks migrations",
    cause: "The job did not run them before this step.",
    todo: "Run the migrations in a step before",
    why: "Which database they are for is for a person to say.",
  }),
  told({
    id: "services/migration-missing",
    category: "configuration",
    confidence: 0.92,
    pattern: /^Migrations for '(?<name>[^']+)':|Your models have changes that are not yet reflected in a migration/,
    title: "A model of `{name}` was changed without its migration",
    cause: "The check found changes that no migration makes.",
    todo: "Make and commit the migration",
    why: "A migration changes data; a person reads it before it is committed.",
  }),
  told({
    id: "services/two-migration-heads",
    category: "configuration",
    severity: "high",
    confidence: 0.94,
    pattern:
      /Multiple head revisions are present for given argument|Conflicting migrations detected; multiple leaf nodes in the migration graph/,
    title: "Two migrations follow the same one",
    cause: "They were made on two branches, and both were merged.",
    todo: "Merge the two, or let one follow the other",
    why: "Their order may matter to the data.",
  }),
];
