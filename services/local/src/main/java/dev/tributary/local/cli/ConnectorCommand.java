package dev.tributary.local.cli;

import dev.tributary.local.connector.ConnectorName;
import dev.tributary.local.connector.NewConnector;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.StartFailure;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Commands about connectors in the source tree. */
@Command(
    name = "connector",
    description = "Create a connector.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = ConnectorCommand.New.class)
public final class ConnectorCommand {

  /** Creates the files of a connector, and prints what to do next. It builds and starts nothing. */
  @Command(name = "new", description = "Create the files of a new connector.")
  public static final class New implements Callable<Integer> {

    @Parameters(
        paramLabel = "NAME",
        description = "In lower case, with digits and hyphens, such as acme-crm.")
    private String name = "";

    @Override
    public Integer call() throws IOException {
      Map<String, String> written;
      try {
        written = new NewConnector(Checkout.locate().root(), new ConnectorName(name)).write();
      } catch (IllegalArgumentException | IllegalStateException e) {
        throw new StartFailure(String.valueOf(e.getMessage()), e);
      }
      System.out.println("Created:");
      written.forEach((file, meaning) -> System.out.printf("  %s%n      %s%n", file, meaning));
      System.out.printf(
          """

          Next:
            1. Complete the manifest from the vendor's documentation: docs/write-a-connector.md
            2. Say in the fixtures which requests a batch has, and what answers mean
            3. Compare them: ./mvnw -Dfast -pl destinations -am test -Dtest=ConnectorFixturesTest -Dsurefire.failIfNoSpecifiedTests=false
            4. Let the stand-in answer as the vendor documents it: http://127.0.0.1:8086/%1$s
            5. Keep the contract of all connectors: ./mvnw -Dfast -pl services/connector-tests -am test -Dtest='EveryObject*Test' -Dtributary.contract=%1$s/ -Dtests.excluded=none -Dsurefire.failIfNoSpecifiedTests=false
            6. Write its reference page: ./mvnw -pl destinations -am test -Dtest=ConnectorPagesTest -Dtributary.write-reference=true -Dsurefire.failIfNoSpecifiedTests=false
            7. Add the stand-in to services/sandbox/README.md
          """,
          name);
      return 0;
    }
  }
}
