import type { Route } from "@pipewright/contract/route";
import { ROUTES } from "@pipewright/contract/routes";
import { describe, expect, it } from "vitest";
import { startAppServer } from "../testing/app-server.ts";
import { describeApi } from "./openapi.ts";

const METHODS = ["get", "post", "put", "patch", "delete"];
const inTable = Object.values<Route>(ROUTES).map(({ method, path }) => `${method} ${path}`);

describe("the API description", () => {
  it("has every route that the server has, and no other", async () => {
    await using server = await startAppServer();
    const mounted = server.app.router.stack.flatMap(({ route }) =>
      (route?.stack ?? [])
        .filter(({ method }) => METHODS.includes(method))
        .map(({ method }) => `${method} ${route?.path.replaceAll(/:(\w+)/g, "{$1}")}`),
    );
    const described = Object.entries(describeApi().paths ?? {}).flatMap(([path, item]) =>
      Object.keys(item).map((method) => `${method} ${path}`),
    );
    expect(mounted.sort()).toEqual(inTable.toSorted());
    expect(described.sort()).toEqual(inTable.toSorted());
  });

  it("is served as it is made", async () => {
    await using server = await startAppServer();
    const response = await fetch(`${server.url}/openapi.json`);
    expect(await response.json()).toEqual(JSON.parse(JSON.stringify(describeApi())));
  });

  it("names a schema once and points to it, and every pointer leads somewhere", () => {
    const api = describeApi();
    const pointers = new Set(JSON.stringify(api).match(/#\/components\/schemas\/\w+/g));
    const schemas = Object.keys(api.components?.schemas ?? {});
    expect(pointers.size).toBeGreaterThan(15);
    for (const pointer of pointers) expect(schemas).toContain(pointer.split("/").at(-1));
  });

  it("says for each guarded route that it can answer 401", () => {
    const { paths } = describeApi();
    for (const { method, path, security } of Object.values<Route>(ROUTES)) {
      const operation = paths?.[path]?.[method];
      if (security !== "none") expect(Object.keys(operation?.responses ?? {}), path).toContain("401");
      expect(operation?.security, path).toHaveLength({ session: 2, key: 2, signature: 1, slack: 1, none: 0 }[security]);
    }
  });
});

describe("every guarded route", () => {
  it("refuses whoever is unknown", async () => {
    await using server = await startAppServer();
    for (const { method, path, security } of Object.values<Route>(ROUTES)) {
      const response = await fetch(server.url + path.replace("{id}", "x"), { method: method.toUpperCase() });
      if (security === "none") expect(response.status, path).not.toBe(401);
      else expect(response.status, path).toBe(401);
    }
  });
});

describe("/docs", () => {
  it("is a page that loads only from this server and runs nothing inline", async () => {
    await using server = await startAppServer();
    const page = await (await fetch(`${server.url}/docs`)).text();
    expect(page).not.toMatch(/<script>|https?:\/\/|\son\w+=/);
    const loaded = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path]) => path);
    expect(loaded).toHaveLength(4);
    for (const path of loaded) expect((await fetch(server.url + path)).status, path).toBe(200);
  });
});
