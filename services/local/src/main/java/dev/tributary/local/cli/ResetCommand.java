package dev.tributary.local.cli;

import dev.tributary.local.files.Directories;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.launch.InstallationLock;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Deletes the stored data of the installation. Ports and unpacked programs stay. */
@Command(name = "reset", description = "Delete all data and secrets of the stopped installation.")
public final class ResetCommand implements Callable<Integer> {

  @Override
  public Integer call() throws IOException {
    Checkout checkout = Checkout.locate();
    try (var _ = InstallationLock.acquire(checkout)) {
      for (String name : List.of("data", "secrets.properties", "workspace.json", "run.json")) {
        Directories.delete(checkout.state().resolve(name));
      }
    }
    System.out.println("All data and secrets of this installation are deleted.");
    return 0;
  }
}
