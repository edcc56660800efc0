using RfaAuth.Output;

// Users see the name RfaAuth.Record, so the namespace is the root and not the folder.
namespace RfaAuth;

/// <summary>
/// An object of an answer under <c>-AsRecord</c>. For each list of names there is one type, made at run time, whose properties are the
/// names in the answer's order. So an object needs no more memory than its values.
/// </summary>
public abstract class Record : ICloneable
{
    /// <summary>For the types that are made at run time.</summary>
    protected Record()
    {
    }

    /// <summary>Short JSON, as for an answer's custom objects in a cell.</summary>
    public override string ToString() => AnswerText.Of(PSObject.AsPSObject(this));

    // PSObject.Copy() uses ICloneable. Without it the copy would be the record itself.
    object ICloneable.Clone() => MemberwiseClone();

    /// <summary>
    /// The value of a property as PowerShell expects it: an object of an answer is a PSObject, so that <c>-is [pscustomobject]</c> is true. A PSObject
    /// takes memory, so it is made when a property is read for the first time.
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

/// <summary>A list of records whose PSObjects are not made yet.</summary>
internal sealed class RecordList(object?[] items)
{
    private bool _isShown;

    /// <summary>The items without PSObjects.</summary>
    public object?[] Items => items;

    public object?[] Shown()
    {
        // If two threads come at once, both do the same.
        for (var i = 0; !_isShown && i < items.Length; i++)
            items[i] = Record.Shown(items[i]);
        _isShown = true;
        return items;
    }
}
