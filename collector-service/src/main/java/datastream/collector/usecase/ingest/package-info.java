/** Taking readings in: the one way from every door to the database. */
@NullMarked
package datastream.collector.usecase.ingest;

import org.jspecify.annotations.NullMarked;
