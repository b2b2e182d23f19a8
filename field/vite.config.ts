import { defineConfig } from "vite";

export default defineConfig({
  build: {
    lib: { entry: "src/desk/main.ts", formats: ["es"], fileName: () => "desk.js" },
    outDir: "../src/sepaham/web/static/vendor/field",
    emptyOutDir: true,
    target: "es2021",
    minify: "esbuild",
  },
  test: { include: ["tests/**/*.test.ts"], server: { deps: { inline: ["idb"] } } },
} as Parameters<typeof defineConfig>[0]);
