package dev.tributary.runtime.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Where names are looked up: the system's resolver, outside of tests. */
@FunctionalInterface
public interface NameResolver {
  /** All addresses of a name; an address in text stands for itself. */
  List<InetAddress> resolve(String host) throws UnknownHostException;

  static NameResolver system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
