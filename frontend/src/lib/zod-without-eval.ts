import { config } from "zod";

// Zod compiles schemas with `new Function`, which the Content-Security-Policy forbids and the browser would report.
// Imported before anything that makes a schema.
config({ jitless: true });
