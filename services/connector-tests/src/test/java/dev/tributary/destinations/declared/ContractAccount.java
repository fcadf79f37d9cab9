package dev.tributary.destinations.declared;

import java.util.Map;
import java.util.function.Consumer;

/**
 * An account of a vendor for the contract.
 *
 * @param vendor the name of its stand-in
 * @param settings of a destination, as JSON
 * @param signIn what the account needs before the first request
 */
record ContractAccount(
    String connector,
    String vendor,
    String settings,
    Map<String, String> secrets,
    Consumer<ConnectedStandIn> signIn) {

  /** A connector that signs in by itself, with a stand-in of the same name. */
  static ContractAccount of(String connector, String settings, Map<String, String> secrets) {
    return new ContractAccount(connector, connector, settings, secrets, vendor -> {});
  }

  ContractAccount at(String standIn) {
    return new ContractAccount(connector, standIn, settings, secrets, signIn);
  }

  ContractAccount signedIn(Consumer<ConnectedStandIn> by) {
    return new ContractAccount(connector, vendor, settings, secrets, by);
  }
}
