/**
 * Builds what runs in a browser: the desk's module, the one that checks receipts, and the phone's app with its
 * worker, manifest and icons. The same sources give the same bytes: no hour, no machine's path, every list in
 * order. Prints sizes as the wire carries them.
 */

import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { initWasm, Resvg } from "@resvg/resvg-wasm";
import { build } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const DIST = here("dist/");
const MARK = here("../src/sepaham/web/static/mark.svg");
const SIZES = [192, 512];
const HEAVY = /\.wasm$|reader-/;
const quiet = { logLevel: "warn", configFile: false };

const MANIFEST = {
  name: "Sepaham",
  short_name: "Sepaham",
  description: "Serah terima logistik pemilihan, juga tanpa sinyal",
  lang: "id",
  id: "/field/",
  start_url: "/field/",
  scope: "/field/",
  display: "standalone",
  background_color: "#24323f",
  theme_color: "#24323f",
  icons: [
    { src: "/field/mark.svg", sizes: "any", type: "image/svg+xml" },
    ...SIZES.map((size) => ({ src: `/field/icon-${size}.png`, sizes: `${size}x${size}`, type: "image/png" })),
    { src: "/field/icon-maskable.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
  ],
};

const hash = (bytes) => createHash("sha256").update(bytes).digest("hex");

const files = async (folder = "") => {
  const found = await readdir(DIST + folder, { withFileTypes: true });
  const lists = found.map((one) => (one.isDirectory() ? files(`${folder}${one.name}/`) : [folder + one.name]));
  return (await Promise.all(lists)).flat().sort();
};

const icons = async () => {
  await initWasm(await readFile(new URL(import.meta.resolve("@resvg/resvg-wasm/index_bg.wasm"))));
  const svg = await readFile(MARK, "utf8");
  const draw = (source, size) => new Resvg(source, { fitTo: { mode: "width", value: size } }).render().asPng();
  await writeFile(`${DIST}mark.svg`, svg);
  for (const size of SIZES) await writeFile(`${DIST}icon-${size}.png`, draw(svg, size));
  const wide = svg
    .replace('viewBox="0 0 32 32"', 'viewBox="-6 -6 44 44"')
    .replace(/<rect[^>]*>/, '<rect x="-6" y="-6" width="44" height="44" fill="#24323f"/>');
  await writeFile(`${DIST}icon-maskable.png`, draw(wide, 512));
};

const app = () =>
  build({
    ...quiet,
    root: here("src/phone"),
    base: "/field/",
    publicDir: false,
    build: {
      outDir: DIST,
      emptyOutDir: true,
      assetsDir: "assets",
      target: "es2021",
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
    },
  });

const worker = async () => {
  const all = await files();
  const light = all.filter((path) => !HEAVY.test(path) && !/^(icon|mark)/.test(path));
  const heavy = all.filter((path) => HEAVY.test(path));
  const listed = await Promise.all(all.map(async (path) => `${path} ${hash(await readFile(DIST + path))}`));
  const told = { name: hash(listed.join("\n")).slice(0, 16), files: light, heavy };
  await build({
    ...quiet,
    define: { BUILD: JSON.stringify(told) },
    publicDir: false,
    build: {
      outDir: DIST,
      emptyOutDir: false,
      target: "es2021",
      lib: { entry: here("src/phone/sw.ts"), formats: ["iife"], name: "sw", fileName: () => "sw.js" },
    },
  });
};

const sizes = async () => {
  const weighed = await Promise.all(
    (await files()).map(async (path) => [path, gzipSync(await readFile(DIST + path)).length]),
  );
  const sum = (some) => some.reduce((total, [, size]) => total + size, 0);
  const light = weighed.filter(([path]) => !HEAVY.test(path));
  const heavy = weighed.filter(([path]) => HEAVY.test(path));
  console.log(`phone: ${sum(light)} bytes gzipped, the reader of codes ${sum(heavy)} more where the browser has none`);
};

await build({ logLevel: "warn", configFile: here("vite.config.ts"), root: here(".") });
await build({
  ...quiet,
  root: here("."),
  publicDir: false,
  build: {
    lib: { entry: here("src/verify/main.ts"), formats: ["es"], fileName: () => "verify.js" },
    outDir: here("../src/sepaham/web/static/vendor/field"),
    emptyOutDir: false,
    target: "es2021",
    minify: "esbuild",
  },
});
await rm(DIST, { recursive: true, force: true });
await mkdir(DIST, { recursive: true });
await app();
await icons();
await writeFile(`${DIST}manifest.webmanifest`, JSON.stringify(MANIFEST));
await worker();
await sizes();
