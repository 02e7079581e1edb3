/** Readings over gRPC: one channel per process, one {@code Publish} stream per generator. */
@NullMarked
package datastream.generator.grpc;

import org.jspecify.annotations.NullMarked;
