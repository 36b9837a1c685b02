import { startDemo } from "./demo/start-demo.ts";
const demo = await startDemo();
for (const p of ["/gallery","/playground?state=scan","/gallery/state/card?language=ar","/gallery/state/card/v1/checkout/cs_x","/gallery/state/paid/v1/checkout/x","/"]) { const r = await fetch(demo.url+p); const t=await r.text(); console.log(p, r.status, t.length, t.slice(0, p.includes("/v1/")||p.includes("state/card")?3000:100)); }
await demo.stop();
