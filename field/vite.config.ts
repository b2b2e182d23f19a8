import { defineConfig } from "vite";

export default defineConfig({
  build: {
    lib: { entry: "src/desk/main.ts", formats: ["es"], fileName: () => "desk.js", cssFileName: "rating" },
    outDir: "../src/sepaham/web/static/vendor/field",
    emptyOutDir: true,
    target: "es2021",
    minify: "esbuild",
    rollupOptions: { preserveEntrySignatures: "allow-extension", output: { chunkFileNames: "[name].js" } },
  },
  test: { include: ["tests/**/*.test.ts"], server: { deps: { inline: ["idb"] } } },
} as Parameters<typeof defineConfig>[0]);
