using RfaAuth.Core.GraphQL.Paging;
using RfaAuth.Core.Json;

namespace RfaAuth.Core.Exports;

/// <summary>Reads and writes the text of a record: a JSON object with a version.</summary>
internal static class ExportRecordText
{
    private const string Format = "RfaAuth export 1";

    public static string Write(ExportRecord record)
    {
        var members = new Dictionary<string, object?>
        {
            ["format"] = Format,
            ["bytes"] = record.Bytes,
            ["items"] = record.Items,
            ["pages"] = record.Pages,
            ["appended"] = record.Appended,
        };
        if (record.State is { } state)
        {
            members.Add("position", new Dictionary<string, object?>
            {
                ["start"] = state.Start,
                ["given"] = state.Given,
                ["before"] = state.Before,
                ["size"] = state.Size,
                ["lowerings"] = state.Lowerings,
                ["drop"] = state.Drop,
                ["left"] = state.Left,
                ["firstCount"] = state.FirstCount,
                ["firstTotal"] = state.FirstTotal,
                ["pageLow"] = state.LastPage?.Low,
                ["pageHigh"] = state.LastPage?.High,
            });
        }

        if (record.Batch is { } batch)
        {
            members.Add("batch", new Dictionary<string, object?>
            {
                ["inputs"] = batch.Inputs,
                ["digest"] = batch.Digest,
                ["failed"] = batch.Failed,
                ["unknown"] = batch.Unknown,
                ["failedFile"] = batch.FailedFile,
                ["failedRows"] = batch.FailedRows,
                ["isComplete"] = batch.IsComplete,
                ["inFlight"] = batch.InFlight.OrderBy(input => input.Key).ToDictionary(input => input.Key.ToString(CultureInfo.InvariantCulture), input => (object?)input.Value),
            });
        }

        if (record.Lists is { } lists)
            members.Add("listColumns", lists);
        members.Add("salt", record.Fingerprint.Salt);
        members.Add("sha256", record.Fingerprint.Hashes.ToDictionary(hash => hash.Key, hash => (object?)hash.Value));
        return JsonText.Write(members);
    }

    /// <returns>The record; null if the text is damaged or is no record.</returns>
    public static ExportRecord? Read(string text)
    {
        try
        {
            return Read(JsonText.ParseObject(text));
        }
        catch (RfaException)
        {
            return null;
        }
    }

    private static ExportRecord? Read(IReadOnlyDictionary<string, object?> members)
    {
        if (PlainValue.Member(members, "format") as string != Format || PlainValue.Member(members, "salt") is not string salt
            || PlainValue.Member(members, "sha256") is not IReadOnlyDictionary<string, object?> hashes
            || Number(members, "bytes") is not { } bytes || Number(members, "items") is not { } items || Number(members, "pages") is not { } pages)
        {
            return null;
        }

        var position = PlainValue.Member(members, "position");
        var state = State(position);
        var batch = Batch(PlainValue.Member(members, "batch"));
        // Only one of the two may be there, and it must be readable: a batch that is taken for a complete list would send nothing more.
        if ((position is not null && state is null) || (PlainValue.Member(members, "batch") is not null && batch is null))
            return null;
        return new ExportRecord(new Fingerprint(salt, hashes.ToDictionary(hash => hash.Key, hash => hash.Value as string ?? "")), bytes, items, pages)
        {
            State = state,
            Batch = batch,
            Appended = Number(members, "appended"),
            Lists = (PlainValue.Member(members, "listColumns") as object?[])?.OfType<string>().ToList(),
        };
    }

    private static PagerState? State(object? position) =>
        Number(position, "given") is { } given && Number(position, "lowerings") is { } lowerings && Number(position, "drop") is { } drop && Number(position, "firstCount") is { } firstCount
            ? new PagerState(PlainValue.Member(position, "start"), given)
            {
                Before = Number(position, "before"),
                Size = (int?)Number(position, "size"),
                Lowerings = (int)lowerings,
                Drop = (ulong)drop,
                Left = (ulong?)Number(position, "left"),
                FirstCount = (int)firstCount,
                FirstTotal = Number(position, "firstTotal"),
                LastPage = PlainValue.Member(position, "pageLow") is long low && PlainValue.Member(position, "pageHigh") is long high ? new Digest(low, high) : null,
            }
            : null;

    private static BatchState? Batch(object? members)
    {
        if (Number(members, "inputs") is not { } inputs || PlainValue.Member(members, "digest") is not string digest || Number(members, "failed") is not { } failed
            || Number(members, "unknown") is not { } unknown || Number(members, "failedRows") is not { } rows || PlainValue.Member(members, "isComplete") is not bool isComplete
            || PlainValue.Member(members, "inFlight") is not IReadOnlyDictionary<string, object?> listed)
        {
            return null;
        }

        var inFlight = new Dictionary<long, string>();
        foreach (var input in listed)
        {
            if (!long.TryParse(input.Key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) || input.Value is not string value)
                return null;
            inFlight.Add(index, value);
        }

        return new BatchState(inputs, digest)
        {
            InFlight = inFlight,
            Failed = failed,
            Unknown = unknown,
            FailedFile = PlainValue.Member(members, "failedFile") as string,
            FailedRows = rows,
            IsComplete = isComplete,
        };
    }

    private static long? Number(object? members, string name) => PlainValue.Member(members, name) is long number and >= 0 ? number : null;
}
