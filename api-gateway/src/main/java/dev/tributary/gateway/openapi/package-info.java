/**
 * One API document for the whole installation, joined from those of the services: only what the
 * door lets through, with the role that each operation needs. It depends on the contracts' JSON.
 */
@NullMarked
package dev.tributary.gateway.openapi;

import org.jspecify.annotations.NullMarked;
