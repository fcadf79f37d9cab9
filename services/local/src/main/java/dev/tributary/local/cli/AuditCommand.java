package dev.tributary.local.cli;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.supply.Library;
import dev.tributary.local.supply.MinimumVersions;
import dev.tributary.local.supply.Sbom;
import dev.tributary.local.supply.ShippedLibraries;
import dev.tributary.local.supply.VulnerabilityDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks the shipped libraries against minimum versions and a vulnerability database. */
@Command(
    name = "audit",
    description = "List what is shipped, and ask a vulnerability database for it.")
public final class AuditCommand implements Callable<Integer> {
  private static final int FOUND = 1;
  private static final int NOT_CHECKED = 3;

  @Option(
      names = "--database",
      description = "Address of a database with the interface of OSV (default: OSV's own).")
  private URI database = VulnerabilityDatabase.OSV;

  @Override
  public Integer call() throws InterruptedException {
    Path root = Checkout.locate().root();
    SortedSet<Library> libraries = ShippedLibraries.of(root);
    Sbom.write(root, libraries);
    System.out.printf("%d libraries are shipped: %s%n", libraries.size(), Sbom.FILE);
    List<String> faults = MinimumVersions.of(root).faults(libraries);
    faults.forEach(System.out::println);
    Map<String, List<String>> known;
    try {
      known = new VulnerabilityDatabase(database).known(libraries);
    } catch (IOException e) {
      System.out.printf(
          "NOT CHECKED for known vulnerabilities: %s cannot be asked (%s).%n",
          database, e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
      return faults.isEmpty() ? NOT_CHECKED : FOUND;
    }
    known.forEach((purl, ids) -> System.out.println(purl + ": " + String.join(", ", ids)));
    if (faults.isEmpty() && known.isEmpty()) {
      System.out.println("No known vulnerability.");
      return 0;
    }
    return FOUND;
  }
}
