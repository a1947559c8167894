// More rows than a page holds; while the tablet turns the pages, the phone goes on writing.
import { after } from "../network.js";

const MINUTE = 60_000;

export async function play({ device, count, pageSize }) {
  const phone = device("phone");
  const tablet = device("tablet", { pageSize });
  const ids = [];
  for (let n = 0; n < count; n += 1) {
    const occurred_at = phone.now() - n * MINUTE;
    ids.push(await phone.create("moods", { ...MOOD, valence: (n % 100) / 100, occurred_at }));
  }
  await phone.sync();

  tablet.network.trap("GET", (network, request) => network.send(request));
  tablet.network.trap("GET", after(async () => {
    await phone.update("moods", ids.at(0), { energy: 1 });
    await phone.update("moods", ids.at(-1), { energy: 2 });
    await phone.remove("moods", ids.at(count >> 1));
    await phone.create("moods", { ...MOOD, occurred_at: phone.now() });
    await phone.sync();
  }));
  await tablet.sync();
  const { pages } = tablet;
  await tablet.sync();
  await phone.sync();
  return { pages, did: [phone.did], rows: { phone: await phone.rows(), tablet: await tablet.rows() } };
}

const MOOD = { kind: "momentaryEmotion", labels: "[]", associations: "[]", custom_labels: "[]" };
