package dev.tributary.runtime.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Looks up host names. Outside of tests it is the system's resolver. */
@FunctionalInterface
public interface NameResolver {
  /** All addresses of a name. An address in text form is returned as itself. */
  List<InetAddress> resolve(String host) throws UnknownHostException;

  static NameResolver system() {
    return host -> List.of(InetAddress.getAllByName(host));
  }
}
