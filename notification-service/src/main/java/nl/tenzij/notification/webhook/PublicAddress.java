package nl.tenzij.notification.webhook;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/**
 * Tells addresses of the open internet from those behind which somebody's own machines stand (IANA
 * special-purpose address registries).
 */
final class PublicAddress {

  private static final List<Block> SPECIAL =
      List.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/3")
          .stream()
          .map(Block::of)
          .toList();

  /** What is given out of version 6; within it, those that lead to version 4 or nowhere. */
  private static final Block GIVEN_OUT = Block.of("2000::/3");

  private static final List<Block> NOT_GIVEN_OUT =
      List.of("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20").stream()
          .map(Block::of)
          .toList();

  private PublicAddress() {}

  /** An IPv4 address that is written as IPv6 is one of IPv4 to Java already. */
  static boolean is(InetAddress address) {
    byte[] bits = address.getAddress();
    return address instanceof Inet4Address
        ? SPECIAL.stream().noneMatch(block -> block.has(bits))
        : GIVEN_OUT.has(bits) && NOT_GIVEN_OUT.stream().noneMatch(block -> block.has(bits));
  }

  private record Block(byte[] start, int length) {

    static Block of(String text) {
      String[] parts = text.split("/");
      return new Block(InetAddress.ofLiteral(parts[0]).getAddress(), Integer.parseInt(parts[1]));
    }

    boolean has(byte[] address) {
      for (int bit = 0; bit < length; bit++) {
        int mask = 0x80 >> bit % 8;
        if ((start[bit / 8] & mask) != (address[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
