// A push hangs in the net; the phone gives up, pushes a newer edit, and only then the old one arrives.
export async function play({ device }) {
  const phone = device("phone");
  const tablet = device("tablet");
  const edited = await phone.create("people", person("Comet"));
  const deleted = await phone.create("people", person("Bell"));
  await phone.sync();

  const late = [];
  const hang = (_, request) => {
    late.push(request);
    throw new TypeError("no answer in time");
  };
  await phone.update("people", edited, { note: "older" });
  await phone.update("people", deleted, { note: "older" });
  phone.network.trap("POST", hang);
  await phone.sync().catch((error) => late.push(error.message));

  await phone.update("people", edited, { note: "newer" });
  await phone.remove("people", deleted);
  await phone.sync();
  const answer = await phone.network.send(late[0]).catch(({ status, problem }) => ({ status, problem }));

  await tablet.sync();
  await phone.sync();
  return {
    edited, deleted, answer, did: [phone.did],
    rows: { phone: await phone.rows(), tablet: await tablet.rows() },
  };
}

function person(nickname) {
  return { nickname, relation: "ex_partner", phase: "apart" };
}
