namespace RfaAuth.Core.Json;

/// <summary>A factory that gets the bytes of each list that it made.</summary>
internal interface IValueFactoryWithText : IValueFactory
{
    /// <param name="list">A list from <see cref="IValueFactory.CreateList"/>.</param>
    /// <param name="text">The list's bytes in the answer.</param>
    void SetListText(object list, ArraySegment<byte> text);
}
