// The engine and the rules that the build put into the page.
// In: the embedded module and image. Out: rules. Never: the network.
import { Engine } from "jiangbu";

async function embedded(id) {
  const text = document.getElementById(id).textContent.trim();
  const packed = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

export async function openRules() {
  const [module, image] = await Promise.all([embedded("engine-module"), embedded("rules-image")]);
  const engine = await Engine.load(module);
  return { engine, rules: engine.rulesFromImage(image) };
}
