/**
 * The sample shop: configured through the public REST API as a customer would, filled from a seed,
 * and visited live through a vendor's SDK. Every step may be repeated; what is there stays as it
 * is. It depends on the launcher's packages; nothing but the command line depends on it.
 */
@NullMarked
package dev.tributary.local.demo;

import org.jspecify.annotations.NullMarked;
