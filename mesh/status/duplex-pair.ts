import { Duplex } from "node:stream";

/** Two streams, each of which reads what is written to the other: Node has them from 22.6 only. */
export function duplexPair(): [Duplex, Duplex] {
  const near: Duplex = half(() => far);
  const far: Duplex = half(() => near);
  return [near, far];
}

function half(other: () => Duplex): Duplex {
  return new Duplex({
    read() {},
    write(chunk, _encoding, done) {
      other().push(chunk);
      done();
    },
    final(done) {
      other().push(null);
      done();
    },
  });
}
