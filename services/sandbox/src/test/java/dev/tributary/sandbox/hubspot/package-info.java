/** Tests of HubSpot's stand-in without HTTP. */
@NullMarked
package dev.tributary.sandbox.hubspot;

import org.jspecify.annotations.NullMarked;
