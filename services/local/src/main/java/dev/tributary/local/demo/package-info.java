/**
 * The sample shop: configured through the public REST API as a customer would, filled from a seed,
 * and visited live through a vendor's SDK. Every step can be repeated; existing objects are not
 * changed. It depends on the launcher's packages; only the command line depends on it.
 */
@NullMarked
package dev.tributary.local.demo;

import org.jspecify.annotations.NullMarked;
