using RfaAuth.Core.Exports;
using RfaAuth.Core.GraphQL;
using RfaAuth.State;

namespace RfaAuth.Calls.Exports;

/// <summary>The parameters of a call about its file.</summary>
/// <param name="Path">The file.</param>
/// <param name="Format">The format of the file.</param>
internal sealed record ExportOptions(string Path, ExportFormat Format)
{
    public bool IsAppend { get; init; }

    public bool NoClobber { get; init; }

    public bool IsResume { get; init; }

    public bool PassesThru { get; init; }

    /// <summary>The message for a user who wants to go on with an export if none broke off; null if none is needed.</summary>
    public string? NothingToResume => !IsResume || !File.Exists(Path) ? null
        : $"No export to '{System.IO.Path.GetFileName(Path)}' broke off: "
            + (IsAppend ? "what comes is added to the file." : "the file is complete. It is made again, and replaced when that is done.");

    /// <summary>The file, with the sources of its content.</summary>
    /// <param name="call">The call.</param>
    /// <param name="request">Its operation, with the variables for all inputs.</param>
    /// <param name="more">Further sources of the content, by the names that users know.</param>
    /// <exception cref="RfaException">The errors of choosing a list, and QueryTooLarge.</exception>
    public ExportTarget Target(GraphQLCall call, GraphQLRequest request, IReadOnlyDictionary<string, string> more)
    {
        var session = call.Session;
        var keys = call.ChooseList(request)?.SelectionPath ?? call.Path?.Keys ?? [];
        var paging = call.Paging;
        var parts = new Dictionary<string, string>
        {
            ["document"] = $"{request.OperationName}\n{request.Query}",
            ["variables"] = Fingerprint.TextOf(request.Variables),
            ["endpoint"] = $"{session.Api} {session.Endpoint}",
            ["user"] = session.UserName ?? "",
            ["-PageSize"] = string.Join("", paging?.PageSize),
            ["-Skip"] = string.Join("", paging?.Skip),
            ["-First"] = string.Join("", paging?.First),
            ["-DataPath"] = string.Join(".", call.Path?.Keys ?? []),
            ["-Nested"] = string.Join("", paging?.IsNested),
            ["format"] = $"{Format} {IsAppend}",
        };
        foreach (var part in more)
            parts.Add(part.Key, part.Value);
        return new ExportTarget(Path, Format, parts)
        {
            IsAppend = IsAppend,
            NoClobber = NoClobber,
            IsResume = IsResume,
            Columns = Format == ExportFormat.Csv ? Columns.Of(request, keys, SchemaCache.Of(session)) : null,
        };
    }
}
