-- Sends the requests of a file in turn (raw, separated by NUL) and prints: answers, µs, errors.
local requests, turn = {}, 0

function init(args)
  local file = assert(io.open(args[1], "rb"))
  for raw in file:read("*a"):gmatch("[^%z]+") do
    table.insert(requests, raw)
  end
  file:close()
end

function request()
  turn = turn % #requests + 1
  return requests[turn]
end

function done(summary)
  local failed = summary.errors
  local errors = failed.connect + failed.read + failed.write + failed.timeout + failed.status
  io.write(string.format("\n%d %d %d\n", summary.requests, summary.duration, errors))
end
