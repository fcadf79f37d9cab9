/**
 * A stand-in for services, and requests over HTTP with their answers. It depends on the contracts.
 */
@NullMarked
package dev.tributary.testkit.services;

import org.jspecify.annotations.NullMarked;
