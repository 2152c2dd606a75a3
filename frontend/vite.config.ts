import react from "@vitejs/plugin-react";
import { defineConfig, type ProxyOptions } from "vite";

const BACKEND = process.env.PIPEWRIGHT_DEV_BACKEND ?? "http://127.0.0.1:8000";

/** Host and Origin stay the page's own: scripts/dev.mjs makes it the public address, which the backend accepts. */
const TO_BACKEND: ProxyOptions = { target: BACKEND, ws: true };

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  resolve: { conditions: ["pipewright-source", "module", "browser", "development|production"] },
  server: {
    host: "127.0.0.1",
    proxy: { "/api": TO_BACKEND, "/health": TO_BACKEND, "/docs": TO_BACKEND, "/openapi.json": TO_BACKEND },
  },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    sourcemap: false,
    // The Content-Security-Policy allows images and fonts from the server only, no data: addresses.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules\/(react|react-dom|scheduler|react-router)\//, priority: 2 },
            { name: "zod", test: /node_modules\/zod\/|lib\/zod-without-eval/, priority: 2 },
          ],
        },
      },
    },
  },
});
