using RfaAuth.Core.Answers;
using RfaAuth.Core.GraphQL;
using RfaAuth.Core.GraphQL.Introspection;
using RfaAuth.Core.GraphQL.Schemas;

namespace RfaAuth.Core.Sessions;

/// <summary>Reads a service's schema by introspection: with the full query first. If the service refuses it, the loader asks what it supports.</summary>
internal static class SchemaLoader
{
    /// <param name="ask">Runs a query.</param>
    /// <exception cref="Errors.RfaException">The service's error, or MalformedGraphQLResponse.</exception>
    public static async Task<Schema> LoadAsync(Func<GraphQLRequest, Task<CallResult>> ask)
    {
        var features = IntrospectionFeatures.All;
        var result = await ask(new GraphQLRequest(IntrospectionQuery.Document)).ConfigureAwait(false);
        if (MayAnswerLess(result))
        {
            features = await ReadFeaturesAsync(ask).ConfigureAwait(false) ?? throw result.Errors[0];
            result = await ask(new GraphQLRequest(IntrospectionQuery.Write(features))).ConfigureAwait(false);
        }

        if (MayAnswerLess(result))
        {
            features = IntrospectionFeatures.None;
            result = await ask(new GraphQLRequest(IntrospectionQuery.ForOlderServices)).ConfigureAwait(false);
        }

        ThrowIfRefused(result);
        var schema = SchemaReader.Read(result.Response.Data, out var isCut);
        if (isCut)
        {
            result = await ask(new GraphQLRequest(IntrospectionQuery.Write(features, IntrospectionQuery.MostLevels))).ConfigureAwait(false);
            ThrowIfRefused(result);
            schema = SchemaReader.Read(result.Response.Data);
        }

        return schema;
    }

    /// <returns>The introspection that the service supports; null if it supports none.</returns>
    private static async Task<IntrospectionFeatures?> ReadFeaturesAsync(Func<GraphQLRequest, Task<CallResult>> ask)
    {
        var result = await ask(new GraphQLRequest(IntrospectionQuery.AboutIntrospection)).ConfigureAwait(false);
        return result.Errors.Count == 0 ? IntrospectionFeatures.Read(result.Response.Data) : null;
    }

    // Whether the service may accept a smaller query. Services refuse in too many different words to compare them.
    private static bool MayAnswerLess(CallResult result) =>
        result.Errors.Count > 0
        && !result.Response.HasData
        && AuthFailureClassifier.ClassifyEach(result.Response.Errors, result.Facts.StatusCode).All(kind => kind == AuthFailure.None);

    private static void ThrowIfRefused(CallResult result)
    {
        if (result.Errors.Count > 0)
            throw result.Errors[0];
    }
}
