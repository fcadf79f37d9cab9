/**
 * The connector for HubSpot: records by batch upsert, audiences as static lists.
 *
 * <p>Built from HubSpot's published API descriptions (CRM objects, properties, pipelines and lists
 * v3). It depends on the connector SPI only.
 */
@NullMarked
package dev.tributary.destinations.connectors.hubspot;

import org.jspecify.annotations.NullMarked;
