/**
 * Failed sign-ins and the reports of gateways in PostgreSQL, as repositories of Panache in the
 * persistence unit of the worker. It depends on the domain, on Panache and on the runtime.
 */
@NullMarked
package dev.tributary.control.postgres.signin;

import org.jspecify.annotations.NullMarked;
