/** Tests of the HubSpot connector, held against HubSpot's own documents where they are at hand. */
@NullMarked
package dev.tributary.destinations.connectors.hubspot;

import org.jspecify.annotations.NullMarked;
