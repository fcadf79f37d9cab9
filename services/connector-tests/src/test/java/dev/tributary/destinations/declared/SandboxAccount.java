package dev.tributary.destinations.declared;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.connector.ContractVendor;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.sandbox.http.LocalSandbox;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An account of a vendor that the sandbox has.
 *
 * @param vendor the name of its stand-in
 * @param path of the stand-in on the sandbox, for the address of the destination; null if the
 *     settings have the address
 * @param settings of a destination, as JSON; {@code $sandbox} is the address of the sandbox
 * @param opening what the account needs once
 * @param signIn what the account needs before the first request, and when its token has ended
 * @param onKit whether the stand-in uses the kit of the sandbox
 */
record SandboxAccount(
    String connector,
    String vendor,
    @Nullable String path,
    String settings,
    Map<String, String> secrets,
    Consumer<ConnectedStandIn> opening,
    Consumer<ConnectedStandIn> signIn,
    boolean onKit)
    implements ContractObject.Account {

  /** A connector that signs in by itself, with a stand-in of the kit that has the same name. */
  static SandboxAccount of(String connector, String settings, Map<String, String> secrets) {
    return new SandboxAccount(
        connector,
        connector,
        "/" + connector,
        settings,
        secrets,
        SandboxAccount::liftLimits,
        standIn -> {},
        true);
  }

  /** A connector with a stand-in of its own. */
  static SandboxAccount withoutKit(
      String connector, String vendor, String settings, Map<String, String> secrets) {
    return new SandboxAccount(
        connector, vendor, null, settings, secrets, standIn -> {}, standIn -> {}, false);
  }

  private static void liftLimits(ConnectedStandIn standIn) {
    ObjectNode groups = (ObjectNode) standIn.control("/limits");
    groups.forEach(
        limits -> limits.forEach(limit -> ((ObjectNode) limit).put("amount", 1_000_000_000L)));
    standIn.control("PUT", "/limits", groups.toString());
  }

  SandboxAccount named(String standIn) {
    return new SandboxAccount(
        connector, standIn, "/" + standIn, settings, secrets, opening, signIn, onKit);
  }

  SandboxAccount at(@Nullable String address) {
    return new SandboxAccount(
        connector, vendor, address, settings, secrets, opening, signIn, onKit);
  }

  SandboxAccount opened(Consumer<ConnectedStandIn> by) {
    return new SandboxAccount(connector, vendor, path, settings, secrets, by, signIn, onKit);
  }

  SandboxAccount signedIn(Consumer<ConnectedStandIn> by) {
    return new SandboxAccount(connector, vendor, path, settings, secrets, opening, by, onKit);
  }

  @Override
  public Collection<String> secretValues() {
    return secrets.values();
  }

  @Override
  public ContractVendor open(ContractObject object, LocalSandbox sandbox, ShiftedClock clock) {
    return new SandboxVendor(this, object, sandbox, clock);
  }

  ConnectedStandIn in(LocalSandbox sandbox) {
    return ConnectedStandIn.in(
        sandbox,
        vendor,
        InstalledConnectors.load().require(connector),
        settings.replace("$sandbox", sandbox.url().toString()),
        secrets,
        path == null ? null : URI.create(sandbox.url() + path));
  }
}
