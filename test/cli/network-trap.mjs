// Loaded into every process of a command (NODE_OPTIONS=--import): any attempt to reach a network is written down and refused.
import dgram from 'node:dgram'
import dns from 'node:dns'
import { appendFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'

function refuse(what) {
  return (...call) => {
    appendFileSync(process.env.NETWORK_TRAP_LOG, `${what} ${JSON.stringify(call[0] ?? null)}\n`)
    throw new Error(`network trap: ${what}`)
  }
}

net.Socket.prototype.connect = refuse('connect')
net.Server.prototype.listen = refuse('listen')
dgram.Socket.prototype.send = refuse('send')
dgram.Socket.prototype.bind = refuse('bind')
for (const lookup of ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveAny', 'reverse']) {
  dns[lookup] = refuse(lookup)
  dns.promises[lookup] = refuse(lookup)
}
syncBuiltinESMExports()
appendFileSync(process.env.NETWORK_TRAP_LOG, `loaded ${process.pid}\n`)
