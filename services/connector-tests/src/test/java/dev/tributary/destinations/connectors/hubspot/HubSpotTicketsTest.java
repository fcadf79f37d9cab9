package dev.tributary.destinations.connectors.hubspot;

import dev.tributary.destinations.connector.ConnectorContract;
import dev.tributary.destinations.connector.Vendor;
import org.junit.jupiter.api.AfterEach;

/** Tickets by the unique property of Tributary. */
class HubSpotTicketsTest extends ConnectorContract {
  private final HubSpotVendor hubSpot = HubSpotVendor.tickets();

  @Override
  protected Vendor vendor() {
    return hubSpot;
  }

  @AfterEach
  void close() {
    hubSpot.close();
  }
}
