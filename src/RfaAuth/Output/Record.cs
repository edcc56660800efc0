using RfaAuth.Output;

// The name that users see, as with RfaSession.
namespace RfaAuth;

/// <summary>
/// An object of an answer under <c>-AsRecord</c>. For each selection of names there is one type, made at run time, whose properties are the
/// names in the answer's order: an object takes no more than its values.
/// </summary>
public abstract class Record : ICloneable
{
    /// <summary>For the types that are made at run time.</summary>
    protected Record()
    {
    }

    /// <summary>Short JSON, as an answer's custom objects have in a cell.</summary>
    public override string ToString() => AnswerText.Of(PSObject.AsPSObject(this));

    // PSObject.Copy() asks for it; without it the copy would be the record itself.
    object ICloneable.Clone() => MemberwiseClone();

    /// <summary>
    /// The value of a property as PowerShell expects it: an object of an answer is a PSObject, so that <c>-is [pscustomobject]</c> says so. That
    /// costs memory for each object, so it is done for those that are looked at, when they are.
    /// </summary>
    protected static object? Read(ref object? field) => field is Record or RecordList ? field = Shown(field) : field;

    /// <summary>The same for a value that is in no record.</summary>
    internal static object? Shown(object? value) => value switch
    {
        Record record => PSObject.AsPSObject(record),
        RecordList list => list.Shown(),
        _ => value,
    };
}

/// <summary>A list with records in it that nobody has looked at yet.</summary>
internal sealed class RecordList(object?[] items)
{
    private bool _isShown;

    /// <summary>The items as they are.</summary>
    public object?[] Items => items;

    public object?[] Shown()
    {
        // Two that look at once do the same twice.
        for (var i = 0; !_isShown && i < items.Length; i++)
            items[i] = Record.Shown(items[i]);
        _isShown = true;
        return items;
    }
}
