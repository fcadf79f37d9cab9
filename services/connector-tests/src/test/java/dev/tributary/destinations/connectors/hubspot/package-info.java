/**
 * Tests of the HubSpot connector. Each request is checked against an excerpt of HubSpot's
 * documents.
 */
@NullMarked
package dev.tributary.destinations.connectors.hubspot;

import org.jspecify.annotations.NullMarked;
