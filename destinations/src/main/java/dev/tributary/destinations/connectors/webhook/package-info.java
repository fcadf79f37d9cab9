/**
 * The connector for webhooks: signed JSON to an address of the customer.
 *
 * <p>Follows Standard Webhooks 1.0 (https://www.standardwebhooks.com). It depends on the connector
 * SPI only.
 */
@NullMarked
package dev.tributary.destinations.connectors.webhook;

import org.jspecify.annotations.NullMarked;
