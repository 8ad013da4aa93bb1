-- Each request from another address, as nginx tells it: the read API counts requests by address.
local number = 0

function request()
   number = number + 1
   wrk.headers["X-Real-IP"] = string.format(
      "10.%d.%d.%d", math.floor(number / 65536) % 256, math.floor(number / 256) % 256, number % 256
   )
   return wrk.format()
end
